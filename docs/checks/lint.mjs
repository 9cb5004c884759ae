// Lints an OpenAPI description with Redocly's recommended rules: node lint.mjs openapi.yaml, where its package is.
import { createRequire } from 'node:module';

const { createConfig, lint } = createRequire(`${process.cwd()}/`)('@redocly/openapi-core');
const config = await createConfig({
    extends: ['recommended'],
    // Each call has a `default` answer, which stands for whatever of the 4xx it does not name.
    rules: { 'operation-4xx-response': 'off' },
});
const problems = await lint({ ref: process.argv[2], config });
for (const { severity, ruleId, message, location } of problems) {
    console.log(severity, ruleId, message, location[0]?.pointer ?? '');
}
process.exitCode = problems.length === 0 ? 0 : 1;
