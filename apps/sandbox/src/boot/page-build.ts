/** What the practice's worker opens its practice from. */
export type PartName = "engine" | "files" | "directory" | "seed";

/** What a build says of itself in its page: the addresses of its parts, from the page's own. Each names its content. */
export interface PageBuild {
  /** Names all of it: another build has another one. */
  readonly build: string;
  /** The program of the practice's worker. All of these are packed with Zstandard: a fifth smaller than gzip, and no server need know it. */
  readonly worker: string;
  /** The program of the screens. */
  readonly program: string;
  readonly style: string;
  readonly parts: { readonly [P in PartName]: string };
}

/** A part on its way from the page to the worker. */
export type PartMessage =
  | { readonly part: PartName; readonly packed: ArrayBuffer }
  /** Why it did not come, in words for a trainee. */
  | { readonly part: PartName; readonly trouble: string };

/** The cache of one build below one address: several trainings can stand on one server. */
export function cacheName(scope: string, build: string): string {
  return `${cachePrefix(scope)}${build}`;
}

export function cachePrefix(scope: string): string {
  return `practicum ${scope} `;
}

/** Said to a newer build that waits: it may take the open windows over. */
export const TAKE_OVER = "take over";
