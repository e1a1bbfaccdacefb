export type World = "clinic" | "sandbox";

/**
 * Which of the two a run of Playwright needs, by its command line: a start of the whole clinic takes a minute or more, and who runs the
 * sandbox's tests alone need not wait for it.
 *
 * @param argv the whole command line, with `--project=NAME` or the paths of tests, from `e2e` or from the top.
 */
export function chosenWorlds(argv: readonly string[]): readonly World[] {
  const projects = argv.flatMap((argument) => /^--project=(.+)$/.exec(argument)?.[1] ?? []);
  const tests = argv.flatMap((argument) => /^(?:\.\/)?(?:e2e\/)?(clinic|sandbox)\//.exec(argument)?.[1] ?? []);
  const chosen = projects.length > 0 ? projects : tests;
  // The project "screens" is of the clinic too.
  const worlds = new Set(chosen.map((name): World => (name === "sandbox" ? "sandbox" : "clinic")));
  return worlds.size > 0 ? [...worlds] : ["clinic", "sandbox"];
}
