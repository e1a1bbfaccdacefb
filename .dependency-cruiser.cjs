// The walls of ARCHITECTURE.md. Each rule says what it keeps apart and why, because that is what a person sees who hit it.
// Tests, and what tests alone use: harnesses beside the code that they host.
const TESTS = "\\.(test|suite)\\.tsx?$|/src/test/|-suite\\.ts$|/test-(databases|practice-database|kit)\\.ts$";
const NODE_FILES = [
  "\\.node\\.tsx?$",
  "/src/node/",
  TESTS,
  "^infra/",
  "^e2e/",
  "^packages/(testing|tooling)/",
  "^services/gateway/",
  "^packages/bus/src/nats[^/]*\\.ts$",
  "^packages/db/src/(pg|setup)\\.ts$",
  "^packages/service/src/(main|load-config|health|pino-log|disk-watch|takes-write)\\.ts$",
  "vite\\.config\\.ts$",
];

/** A package may import these of our own packages and no others. Tests may use the harnesses too. */
const MAY_IMPORT = {
  kernel: [],
  contracts: ["kernel"],
  x12: ["kernel"],
  terminology: ["kernel"],
  "immunization-forecast": ["kernel"],
  simulators: ["kernel", "contracts", "x12", "terminology"],
  seed: ["kernel", "contracts", "x12", "terminology", "simulators"],
  curriculum: ["kernel", "contracts", "note-templates", "simulators", "seed"],
  world: ["kernel", "contracts", "bus", "db", "service", "all-services", "api", "simulators", "seed", "curriculum"],
  passport: ["kernel", "contracts", "seed", "curriculum", "world"],
  bus: ["kernel"],
  db: ["kernel"],
  service: ["kernel", "contracts", "bus", "db"],
  "all-services": ["kernel", "contracts", "service"],
  api: ["kernel", "contracts", "bus", "service"],
  ui: ["kernel"],
  // Of the curriculum its texts: see `help-is-text`.
  downtime: ["kernel", "contracts"],
  "note-templates": ["kernel", "contracts"],
  "web-app": ["kernel", "contracts", "api", "ui", "terminology", "curriculum", "downtime", "note-templates"],
  tooling: [],
  testing: ["kernel", "tooling"],
};

const layers = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `layer-${name}`,
  comment: `packages/${name} may import of our own code only: ${[name, ...allowed].join(", ")}`,
  severity: "error",
  from: { path: `^packages/${name}/`, pathNot: TESTS },
  to: {
    path: "^(packages|services|apps|infra|e2e)/",
    pathNot: [
      `^packages/(${[name, ...allowed].join("|")})/`,
      // It is the one place that puts the services together, by what each declares.
      ...(name === "all-services" ? ["^services/[^/]+/src/(service\\.ts$|ports/|[^/]+/ports/)"] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: "layer-tests",
      comment: "a package's tests may import the harnesses and what the package itself may; no service, no app",
      severity: "error",
      from: { path: `^packages/.*(?:${TESTS})` },
      to: { path: "^(services|apps|infra|e2e)/" },
    },
    {
      name: "services-apart",
      comment: "services never import each other: they talk through the bus, by contracts",
      severity: "error",
      // The gateway's own tests stand all services up behind it: that is what they test.
      from: { path: "^services/([^/]+)/", pathNot: `^services/gateway/(?:src/testing/|.*(?:${TESTS}))` },
      to: { path: "^services/([^/]+)/", pathNot: "^services/$1/" },
    },
    {
      name: "services-layer",
      comment: "a service stands on kernel, contracts, bus, db, service and the codecs; the gateway on api too",
      severity: "error",
      from: { path: "^services/", pathNot: `${TESTS}|^services/gateway/` },
      to: { path: "^(packages/(api|ui|web-app|seed|testing|tooling)|apps|infra|e2e)/" },
    },
    {
      name: "help-is-text",
      comment:
        "the screens take help and words from the curriculum; lessons, their checks and the seed are no part of a clinic's page",
      severity: "error",
      from: { path: "^packages/web-app/", pathNot: TESTS },
      to: {
        path: "^packages/curriculum/",
        pathNot: "^packages/curriculum/src/(?:help/|abbreviations\\.ts$|glossary\\.ts$)",
      },
    },
    {
      name: "workflows-apart",
      comment: "workflows of the UI never import each other: what two need moves to packages/ui or src/",
      severity: "error",
      from: { path: "^packages/web-app/src/workflows/([^/]+)/" },
      to: { path: "^packages/web-app/src/workflows/([^/]+)/", pathNot: "^packages/web-app/src/workflows/$1/" },
    },
    {
      name: "node-stays-in-node-files",
      comment:
        "the rest also runs in a browser worker: only *.node.ts, node/, the NATS and pg adapters, the gateway and infra may touch Node",
      severity: "error",
      from: { pathNot: NODE_FILES },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-node-files-in-the-core",
      comment: "a file that runs everywhere must not pull in one that runs on Node only",
      severity: "error",
      from: { path: "^(packages|services|apps)/", pathNot: NODE_FILES },
      to: {
        path: [
          "\\.node\\.tsx?$",
          "/src/node/",
          "^packages/bus/src/nats[^/]*\\.ts$",
          "^packages/db/src/(pg|setup)\\.ts$",
          "^packages/(testing|tooling)/",
        ],
      },
    },
    {
      name: "domain-is-pure",
      comment: "domain decides: it knows no SQL, no bus, no service runtime, no application",
      severity: "error",
      from: { path: ["^services/[^/]+/src/domain/", "^services/[^/]+/src/[^/]+/domain/"], pathNot: TESTS },
      to: {
        path: "^services/.*/(application|sql)/|^packages/(bus|db|service)/|node_modules/(kysely|pg|@trpc|@nats-io)/",
      },
    },
    {
      name: "sql-is-a-leaf",
      comment: "sql reads and writes rows: it knows the domain's types and no application",
      severity: "error",
      from: { path: ["^services/[^/]+/src/sql/", "^services/[^/]+/src/[^/]+/sql/"], pathNot: TESTS },
      to: { path: "^services/.*/application/" },
    },
    {
      name: "application-holds-no-sql",
      comment: "application loads, decides and writes by the named queries of sql/; Kysely is theirs (types and all)",
      severity: "error",
      from: { path: "^services/.*/application/", pathNot: TESTS },
      to: { path: "node_modules/kysely/" },
    },
    {
      name: "no-circles",
      comment:
        "what stands on itself can't be read, tested or moved alone; at run time it depends on who is loaded first. Types count too",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-tests-in-the-product",
      comment: "what ships must not import a test",
      severity: "error",
      from: { pathNot: TESTS },
      to: { path: "\\.test\\.tsx?$" },
    },
    {
      name: "resolvable",
      comment: "an import that leads nowhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^(packages|services|apps|infra|e2e)/.*/dist/", "\\.css$", "\\?(worker|url|raw)"] },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
