/**
 * What of PostgreSQL's own files a page never reads: its practice comes as a made directory in UTF-8, so nothing is initialized, no other
 * encoding is converted, no text is stemmed for a search, nothing is replicated and nothing built.
 */
const NEVER_READ = [
  /\/pgxs\//,
  /\/LICENSE$/,
  /\/share\/postgresql\/[^/]+\.(bki|sql|sample|txt)$/,
  /\/lib\/postgresql\/(utf8_and_|euc|latin|cyrillic_and_)[^/]*\.so$/,
  /\/lib\/postgresql\/(libpqwalreceiver|pgoutput|dict_snowball)\.so$/,
];

/**
 * The engine's files with nothing in those that are never read: each keeps its place, so that the program's own list of them stays true, and
 * what is empty packs to nothing. A tenth of the first visit.
 *
 * @param files PGlite's `pglite.data`: all files, one after the other.
 * @param program the program that was built with PGlite, in which the list of places stands.
 * @throws where no such list is in the program, or it is of other files.
 */
export function leanEngineFiles(files: Buffer, program: string): Buffer {
  const places = [...program.matchAll(/filename:["'`]([^"'`]+)["'`],start:(\d+),end:(\d+)/g)].map(
    ([, name = "", start, end]) => ({ name, start: Number(start), end: Number(end) }),
  );
  if (places.length === 0) throw new Error("the program has no list of the engine's files");
  const last = Math.max(...places.map(({ end }) => end));
  if (last !== files.length)
    throw new Error(`the program's list of files ends at ${last}, the files at ${files.length}`);
  const lean = Buffer.from(files);
  for (const { name, start, end } of places) if (NEVER_READ.some((one) => one.test(name))) lean.fill(0, start, end);
  return lean;
}
