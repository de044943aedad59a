/** `npm run new-diagnosis -- SLUG [STAGE]`: makes the entry in both languages with the next free code. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { diagnosesFolder, loadCatalogue } from '../src/catalogue/load.ts';
import { stages } from '../src/catalogue/schema.ts';

/** The hundred that a stage's codes come from. */
const hundreds: Readonly<Record<(typeof stages)[number], number>> = {
	open: 1,
	archive: 2,
	configuration: 3,
	weights: 4,
	environment: 5,
	'other-formats': 6,
	save: 7,
	symptom: 8,
};
const recordedUrl = new URL('../tests/catalogue/codes.json', import.meta.url);

const chinese = `---
title: 'ValueError: the message as Keras prints it'
summary: 用一句话向着急的读者说明原因。
fixes:
  first-fix:
    title: 写明要做什么
    text: 用一到三句话说明怎么做、为什么有效。
---

## 发生了什么

## 如何确认
`;

const [slug = '', stage = 'configuration'] = process.argv.slice(2);
const folder = `${diagnosesFolder}${slug}/`;
if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) stop('give a slug in small letters: my-new-error');
if (!isStage(stage)) stop(`the stage is one of ${stages.join(', ')}`);
else if (existsSync(folder)) stop(`${slug} is there already`);
else make(stage);

function make(stage: (typeof stages)[number]): void {
	const recorded: Record<string, string> = JSON.parse(readFileSync(recordedUrl, 'utf8'));
	const taken = new Set([...loadCatalogue().map(({ en }) => en.code), ...Object.keys(recorded)]);
	let number = hundreds[stage] * 100 + 1;
	while (taken.has(`K${number}`)) number++;
	const code = `K${number}`;
	mkdirSync(`${folder}examples`, { recursive: true });
	writeFileSync(`${folder}en.mdx`, english(code, stage));
	writeFileSync(`${folder}zh-cn.mdx`, chinese);
	writeFileSync(
		`${folder}examples/keras-3.15.1.txt`,
		'ValueError: the message as Keras prints it\n',
	);
	const all = Object.entries({ ...recorded, [code]: slug }).sort(([a], [b]) => a.localeCompare(b));
	writeFileSync(recordedUrl, `${JSON.stringify(Object.fromEntries(all), null, '\t')}\n`);
	console.log(`${code}: write src/content/diagnoses/${slug}/, then run npm test`);
}

function english(code: string, stage: string): string {
	return `---
code: ${code}
title: 'ValueError: the message as Keras prints it'
summary: The cause in one plain sentence, for somebody in a hurry.
cause: custom-object-unknown
stage: ${stage}
versions:
  - library: keras
    range: '>=3.0.0'
signatures:
  - text: 'the message as Keras prints it, with {name} where it varies'
fixes:
  - id: first-fix
    risk: none
    title: Say what to do
    text: Say in one to three sentences how and why it helps.
    code: |
      import keras

      model = keras.saving.load_model("{{path="model.keras"}}")
---

## What happened

## How to be sure
`;
}

function isStage(name: string): name is (typeof stages)[number] {
	return (stages as readonly string[]).includes(name);
}

function stop(message: string): void {
	console.error(`new-diagnosis: ${message}`);
	process.exitCode = 2;
}
