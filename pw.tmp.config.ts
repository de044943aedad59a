import base from '/work/wt-pictures/playwright.config.ts';
export default { ...base, testDir: '/work/wt-pictures/e2e', webServer: undefined, workers: 1, outputDir: '/tmp/pw-results', reporter: [['line']], use: { ...base.use, baseURL: 'http://127.0.0.1:4617/' } };
