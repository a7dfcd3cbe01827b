/** The floors: doors (server, web, cli, adapters) → capabilities → patterns → ui → kernel → record → fhir. Imports go only down (docs/conventions.md). */
const test = '\\.test\\.tsx?$|/fixtures/'
const never = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { pathNot: test, ...from }, to })
const npm = (names) => `node_modules/(${names})/`

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', comment: 'Two files that import each other are one file.', from: {}, to: { circular: true } },
    {
      name: 'not-found',
      severity: 'error',
      comment: 'The file or package does not exist (@medplum/fhirtypes has types only).',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@medplum/fhirtypes$' },
    },

    never('fhir-lies-lowest', { path: '^src/fhir/' }, { path: '^src/(?!fhir/)' }, 'fhir imports nothing of the house.'),
    never('fhir-is-pure', { path: '^src/fhir/' }, { dependencyTypes: ['core'] }, 'fhir does no I/O.'),
    never(
      'fhir-needs-few-packages',
      { path: '^src/fhir/' },
      { path: 'node_modules/', pathNot: npm('pinyin-pro|saxes|lossless-json|rfc6902|re2js|lru-cache|@lhncbc/ucum-lhc|@medplum/fhirtypes') },
      'fhir uses packages for pinyin, XML, exact numbers, patches, patterns and units, and no others.',
    ),
    never('record-over-fhir', { path: '^src/record/' }, { path: '^src/(?!record/|fhir/)' }, 'record imports only fhir.'),
    never(
      'grammar-is-pure',
      { path: '^src/kernel/grammar/' },
      { path: '.', pathNot: ['^src/kernel/grammar/', '^src/fhir/', npm('zod')] },
      'The grammar imports zod and the types of fhir.',
    ),
    never(
      'grammar-takes-types',
      { path: '^src/kernel/grammar/' },
      { path: '^src/fhir/', dependencyTypesNot: ['type-only'] },
      'Of fhir the grammar knows the types only.',
    ),
    never('kernel-over-record', { path: '^src/kernel/' }, { path: '^src/(?!kernel/|record/|fhir/)' }, 'The kernel knows no capability.'),
    never('ui-over-grammar', { path: '^src/ui/' }, { path: '^src/(?!ui/|kernel/grammar/|fhir/)' }, 'ui: never record or kernel/perform.'),
    never(
      'patterns-over-ui',
      { path: '^src/patterns/' },
      { path: '^src/(?!patterns/|ui/|kernel/grammar/|fhir/)' },
      'A pattern does no I/O and knows no capability.',
    ),
    never(
      'capabilities-over-patterns',
      { path: '^src/capabilities/' },
      { path: '^src/(?!capabilities/|patterns/|ui/|kernel/grammar/|fhir/)' },
      'A capability does no I/O and knows no door.',
    ),
    never(
      'capabilities-are-neighbours',
      { path: '^src/capabilities/([^/]+)/' },
      { path: '^src/capabilities/', pathNot: ['^src/capabilities/$1/', '/shape\\.ts$'] },
      'Capabilities react to each other by the name of an event.',
    ),
    never(
      'neighbours-share-types',
      { path: '^src/capabilities/([^/]+)/' },
      { path: '^src/capabilities/.*/shape\\.ts$', pathNot: '^src/capabilities/$1/', dependencyTypesNot: ['type-only'] },
      "Of a neighbour's shape only `import type`.",
    ),
    never('web-is-a-door-of-its-own', { path: '^src/web/' }, { path: '^src/(server|cli|adapters|record|kernel/perform)/' }, 'The browser.'),
    never('doors-lie-highest', { path: '^src/(server|adapters)/' }, { path: '^src/(cli|web)/' }, 'Only cli puts the doors together.'),

    {
      name: 'browser-safe',
      severity: 'error',
      comment: 'Nothing that the browser loads may need Node, the record or the server.',
      from: { path: '^src/web/main\\.tsx$' },
      to: {
        path: [
          '^src/(record|server|cli|adapters|kernel/perform)/',
          '^(node:)?(fs|path|crypto|os|url|net|http|child_process|worker_threads|stream)$',
          npm('postgres|fastify'),
        ],
        reachable: true,
      },
    },
    never(
      'browser-needs-no-node',
      { path: '^src/(web|ui|patterns|capabilities)/' },
      { dependencyTypes: ['core'] },
      'The browser has no Node.',
    ),
    {
      name: 'one-database-client',
      severity: 'error',
      comment: "Our own database is the record's; a hospital's on PostgreSQL is read by its driver.",
      from: { pathNot: '^src/(record/|adapters/database/drivers/postgres\\.ts$)' },
      to: { path: npm('postgres') },
    },
    {
      name: 'hospital-databases-by-drivers',
      severity: 'error',
      comment: 'One file knows the client of one kind of database.',
      from: { path: '^src/', pathNot: [test, '^src/adapters/database/drivers/'] },
      to: { path: npm('mysql2') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.json$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
