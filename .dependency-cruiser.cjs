// The house plan as a test. edges.json says which room may enter which other room's front door.
const EDGES = require('./edges.json')

const ROOMS = Object.keys(EDGES)
const any = ROOMS.join('|')
const src = '^cloud/src/'
// A test may set up its scene from wherever it likes; the product may not.
const TESTS = '\\.(test|e2e|conformance)\\.tsx?$|^(cloud|desktop|landing)/test/'
const TOP = 'cloud|desktop|landing|infra'

/** @param {string} name @param {object} from @param {object} to */
const forbid = (name, from, to) => ({ name, severity: 'error', from, to })

const roomRules = ROOMS.map((room) => {
  const closed = ROOMS.filter((other) => other !== room && !EDGES[room].includes(other))
  return forbid(
    `room-plan:${room}`,
    { path: `${src}${room}/`, pathNot: TESTS },
    { path: `${src}(${closed.join('|')})/` },
  )
})

module.exports = {
  forbidden: [
    // Types too: nothing runs in a ring of them, but a reader goes round in it.
    forbid('no-circular', {}, { circular: true }),
    forbid('every-import-resolves', {}, { couldNotResolve: true }),
    forbid('shared-stands-alone', { path: '^shared/' }, { path: `^(${TOP})/` }),
    // What the screens share: contracts and React, nothing that a server or a shell has.
    forbid(
      'ui-only-draws',
      { path: '^shared/ui/', pathNot: TESTS },
      { pathNot: ['^shared/', 'node_modules/(@types/)?react/', 'node_modules/lucide-react/', '\\.css$'] },
    ),
    forbid(
      'ui-is-for-screens',
      { pathNot: '^(shared/ui|desktop/src/(renderer|browser)|landing|infra/sandbox/src/pages)/' },
      { path: '^shared/ui/' },
    ),
    forbid(
      'contracts-are-the-only-bridge',
      { path: `^(${TOP})/`, pathNot: [TESTS, '^infra/(launcher|bench|demo|testing)/'] },
      { path: `^(${TOP})/`, pathNot: '^$1/' },
    ),
    // The stand-ins speak the vendors' protocols and the database is a plain server: neither knows the product.
    forbid(
      'stand-ins-are-strangers',
      { path: '^infra/sandbox/' },
      { path: '^(cloud|desktop|landing|infra/(?!sandbox/))' },
    ),
    forbid('benches-share-by-testing', { path: '^infra/bench/' }, { path: '^cloud/test/' }),
    forbid('tests-share-by-testing', { path: '^cloud/' }, { path: '^infra/bench/' }),
    forbid(
      'testing-serves-both',
      { path: '^infra/testing/', pathNot: TESTS },
      { path: '^(infra/(bench|proof|journeys)|cloud/test)/' },
    ),
    forbid(
      'database-server-knows-nobody',
      { path: '^infra/postgres/' },
      { path: '^(cloud|desktop|landing|shared|infra/(?!(postgres|language)/))' },
    ),
    forbid(
      'ground-floor-looks-down',
      { path: `${src}platform/`, pathNot: TESTS },
      { path: `${src}((${any})/|(house|web|worker|main)\\.ts$)` },
    ),
    forbid(
      'front-door',
      { path: `${src}([^/]+)/`, pathNot: TESTS },
      { path: `${src}(${any})/`, pathNot: [`${src}$1/`, `${src}[^/]+/index\\.ts$`] },
    ),
    forbid(
      // The operators' commands are a process of their own, above the house like main.ts.
      'rooms-never-hold-the-house',
      { path: `${src}(${any})/`, pathNot: [TESTS, `${src}operations/`] },
      { path: `${src}(house|web|worker|main)\\.ts$` },
    ),
    forbid(
      'adapters-meet-in-the-house',
      { path: src, pathNot: ['^cloud/src/house\\.ts$', '/adapters/', '/index\\.ts$', TESTS] },
      { path: `${src}.*/adapters/` },
    ),
    forbid(
      'doors-are-not-corridors',
      { path: src, pathNot: ['/index\\.ts$', TESTS] },
      { path: `${src}.*\\.(route|task)\\.ts$` },
    ),
    forbid(
      'rooms-open-no-database',
      { path: src, pathNot: ['\\.repo\\.ts$', '/platform/', '/house\\.ts$', '/adapters/', TESTS] },
      { path: `${src}platform/database\\.ts$`, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'renderer-is-a-web-page',
      { path: '^desktop/src/renderer/' },
      { path: '^desktop/src/(main|preload)/' },
    ),
    forbid(
      'renderer-no-node',
      { path: '^desktop/src/renderer/', pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'engine-runs-anywhere',
      { path: '^desktop/src/engine/', pathNot: TESTS },
      { path: '^desktop/src/(main|preload|renderer|browser)/' },
    ),
    forbid(
      'one-bridge',
      { path: '^desktop/src/renderer/', pathNot: ['/bridge\\.ts$', TESTS] },
      { path: '^desktop/src/ipc/', dependencyTypesNot: ['type-only'] },
    ),
    forbid('preload-is-thin', { path: '^desktop/src/preload/' }, { path: '^desktop/src/(main|renderer)/' }),
    forbid('main-never-draws', { path: '^desktop/src/main/' }, { path: '^desktop/src/(renderer|preload)/' }),
    ...roomRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
