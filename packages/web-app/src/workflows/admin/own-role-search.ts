import { bases } from "@practicum/contracts/own-role";
import { permission, type Permission, type Role } from "@practicum/contracts/permission";

/** Which role is open; or what a new one begins with: its base, and what it does without. */
export interface OwnRoleSearch {
  readonly role?: string | undefined;
  readonly base?: Role | undefined;
  readonly without?: readonly Permission[] | undefined;
}

export function ownRoleSearch(search: Record<string, unknown>): OwnRoleSearch {
  const without: unknown = search["without"];
  return {
    role: typeof search["role"] === "string" ? search["role"] : undefined,
    base: bases.find((one) => one === search["base"]),
    without: Array.isArray(without)
      ? without.flatMap((one) => {
          const known = permission.safeParse(one);
          return known.success ? [known.data as Permission] : [];
        })
      : undefined,
  };
}
