import { randomBytes } from "node:crypto";
import { openPg } from "@practicum/db/pg";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { Clock } from "@practicum/kernel/ports";
import { uuidV7 } from "@practicum/kernel/random";
import { systemRandom } from "@practicum/service/clock";
import { isFounded, replaceLink } from "../sql/founding.ts";
import { selectPractice } from "../sql/practice.ts";
import { hashOf } from "../sql/sign-in.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** PostgreSQL's own code. */
const UNDEFINED_TABLE = "42P01";

/** Long enough to go and sit down somewhere; whoever needs longer makes another. */
const LINK_MINUTES = 60;

export interface FoundingLink {
  readonly token: string;
  readonly expiresAt: Instant;
}

/**
 * Makes the link that opens an installation without a practice (IDN-100), straight in identity's own database: there is no way to it over the
 * bus. What is kept is its hash; the one before opens nothing any more.
 *
 * @returns null where the practice is founded.
 */
export async function newFoundingLink(databaseUrl: string, clock: Clock): Promise<FoundingLink | null> {
  const db = openPg<IdentitySchema>({ url: databaseUrl, schema: "identity", poolMax: 1 });
  const token = randomBytes(32).toString("base64url");
  const expiresAt = addMinutes(clock.now(), LINK_MINUTES);
  const staffId = uuidV7(clock, systemRandom).next<"staff">();
  try {
    return await db.transact(async (tx) => {
      if (await isFounded(tx)) return null;
      await replaceLink(tx, { hash: hashOf(`founding-link ${token}`), expiresAt, staffId });
      return { token, expiresAt };
    });
  } finally {
    await db.close();
  }
}

export interface FoundingProgress {
  /** What the practice is called and where; null before it was said. */
  readonly profile: { readonly name: string; readonly timeZone: string } | null;
  /** Whether somebody can sign in. */
  readonly founded: boolean;
}

/** Who asks again and again how far a practice is keeps the connection: making one costs more than the answer. */
export interface FoundingView {
  /** Nowhere before identity ran for the first time. */
  progress(): Promise<FoundingProgress>;
  close(): Promise<void>;
}

export function openFoundingView(databaseUrl: string): FoundingView {
  const db = openPg<IdentitySchema>({ url: databaseUrl, schema: "identity", poolMax: 1 });
  return {
    async progress() {
      try {
        return await db.transact(async (tx) => ({ profile: await selectPractice(tx), founded: await isFounded(tx) }), {
          readOnly: true,
        });
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === UNDEFINED_TABLE)
          return { profile: null, founded: false };
        throw error;
      }
    },
    close: () => db.close(),
  };
}

/** How far the practice is, asked once. */
export async function foundingProgress(databaseUrl: string): Promise<FoundingProgress> {
  const view = openFoundingView(databaseUrl);
  try {
    return await view.progress();
  } finally {
    await view.close();
  }
}
