// Runs the CSAF validator of BSI and Secvisogram (npm, MIT) over files: mandatory and optional tests of CSAF 2.0.
//
// Usage: node checks/advisory.mjs FOLDER-OF-THE-PACKAGE FILE…
// Prints one line for each finding and ends with 1 when there is one. The informative tests of links and spelling
// (6.3.6 to 6.3.8) need a network or a dictionary and are not run.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [library, ...files] = process.argv.slice(2)
const load = async (name) => await import(pathToFileURL(`${library}/${name}.js`).href)
const { default: validate } = await load('validateStrict')
// One preset after the other, so that one that was renamed is noticed and not passed over.
const presets = [await load('schemaTests'), await load('mandatoryTests'), await load('optionalTests')]
const tests = presets.flatMap((preset) => Object.values(preset))
if (tests.length < 60) throw new Error(`the library has ${tests.length} tests only; its names have changed`)

let findings = 0
for (const file of files) {
  const document = JSON.parse(readFileSync(file, 'utf8'))
  const result = await validate(tests, document)
  for (const test of result.tests) {
    for (const problem of [...test.errors, ...test.warnings]) {
      findings += 1
      console.log(`${file}: ${test.name}: ${problem.instancePath}: ${problem.message}`)
    }
  }
  if (!result.isValid && findings === 0) throw new Error(`${file}: not valid, and nothing says why`)
}
process.exitCode = findings === 0 ? 0 : 1
