import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';

/** A small model file that the tests bring along. */
export function fixture(name: string): string {
	const path = fileURLToPath(new URL(`../tests/fixtures/${name}`, import.meta.url));
	if (!existsSync(path)) throw new Error(`no fixture ${name}`);
	return path;
}

export const foundingTrace = `Traceback (most recent call last):
  File "/home/user/venv/lib/python3.11/site-packages/keras/src/saving/saving_lib.py", line 392, in _load_model_from_dir
    raise ValueError(
ValueError: Expected a model.weights.h5 or model.weights.npz file.

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "load.py", line 7, in <module>
    model = keras.saving.load_model('my_model')
  File "/home/user/venv/lib/python3.11/site-packages/keras/src/saving/saving_lib.py", line 416, in _load_model_from_dir
    weights_store.close()
UnboundLocalError: cannot access local variable 'weights_store' where it is not associated with a value
`;

/** The tool is ready when its script runs: until then typing would be lost. */
export async function open(page: Page, path = '/'): Promise<void> {
	await page.goto(path);
	await page.waitForSelector('astro-island:not([ssr])', { state: 'attached' });
}

export async function paste(page: Page, text: string): Promise<void> {
	await page.locator('#trace').fill(text);
}

/** Gives files to the tool as its "Choose a file" button does. */
export async function give(page: Page, ...paths: string[]): Promise<void> {
	await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles(paths);
}

export async function giveFolder(page: Page, path: string): Promise<void> {
	await page.locator('input[webkitdirectory]').setInputFiles(path);
}

/** The code of the diagnosis that the page shows. */
export async function expectCode(page: Page, code: string): Promise<void> {
	await expect(page.locator('.chart .chart-head .diagnosis-code')).toHaveText(code, {
		timeout: 15_000,
	});
}
