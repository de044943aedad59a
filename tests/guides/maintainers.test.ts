import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { home, site } from '../../site.config.mjs';
import { loadCatalogue } from '../../src/catalogue/load.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const snippet = (name: string) =>
	readFileSync(`${root}src/content/snippets/maintainers/${name}`, 'utf8');

describe('the issue form', () => {
	const text = snippet('model-does-not-load.yml');
	const form = parse(text);

	test('is one that GitHub accepts', () => {
		expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
		const fields = form.body.filter(({ type }: { type: string }) => type !== 'markdown');
		for (const { type, id, attributes } of fields) {
			expect(['textarea', 'input', 'dropdown']).toContain(type);
			expect(id).toMatch(/^[\w-]+$/);
			expect(attributes.label).toEqual(expect.any(String));
			if (type === 'dropdown') expect(new Set(attributes.options).size).toBeGreaterThan(1);
		}
		expect(new Set(fields.map(({ id }: { id: string }) => id)).size).toBe(fields.length);
	});

	test('leads to this site', () => {
		expect(text.match(/\{home\}/g)).toHaveLength(2);
		expect(text).not.toContain('https:');
	});
});

const missing = ['bash', 'jq'].filter((name) => spawnSync(name, ['--version']).status !== 0);

describe.skipIf(missing.length > 0)(
	['the bot', ...missing.map((name) => `needs ${name}`)].join(', '),
	() => {
		const workflow = parse(snippet('answer-issues.yml'));
		const { steps } = workflow.jobs.answer;
		const { run, env } = steps.at(-1);
		const folder = mkdtempSync(join(tmpdir(), 'keras-clinic-'));

		/** The step as GitHub runs it, with a `gh` that writes down the comment. */
		function answerTo(title: string, body: string): string {
			const comment = join(folder, 'comment');
			writeFileSync(comment, '');
			execFileSync('bash', ['-e', '-o', 'pipefail', '-c', run], {
				cwd: root,
				env: {
					...process.env,
					PATH: `${folder}:${process.env.PATH}`,
					COMMENT: comment,
					ISSUE: 'https://github.com/o/r/issues/1',
					TITLE: title,
					BODY: body,
				},
			});
			return readFileSync(comment, 'utf8');
		}

		beforeAll(() => {
			const gh =
				'#!/bin/sh\n[ "$*" = "issue comment $ISSUE --body-file answer.md" ] && cat answer.md > "$COMMENT"\n';
			writeFileSync(join(folder, 'gh'), gh, { mode: 0o755 });
		});
		afterAll(() => {
			rmSync(folder, { recursive: true });
			for (const file of ['issue.txt', 'found.json', 'answer.md']) rmSync(join(root, file));
		});

		test('answers a known error with its link, and only that', () => {
			const entry = loadCatalogue().find(({ slug }) => slug === 'archive-weights-missing');
			const error = entry?.examples['keras-3.15.1.txt'];
			const answer = answerTo(
				'Cannot load $(touch pwned) `touch pwned`',
				`Hi!\n\n\`\`\`\n${error}\`\`\``,
			);
			expect(answer).toContain(`${home}errors/archive-weights-missing/`);
			expect(answer.match(/https?:/g)).toHaveLength(1);
		});

		test('says nothing to anything else', () => {
			expect(answerTo('Question about training', 'My loss is NaN after two epochs.')).toBe('');
		});

		test('takes what the issue says from the environment, never into its script', () => {
			expect(run).not.toContain('${{');
			expect(Object.keys(env)).toEqual(['GH_TOKEN', 'ISSUE', 'TITLE', 'BODY']);
			expect(workflow.permissions).toEqual({ issues: 'write' });
			expect(steps[0].with.repository).toBe(`keras-clinic/${new URL(site).host}`);
		});
	},
);
