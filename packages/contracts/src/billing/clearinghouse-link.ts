import { z } from "zod";
import { command, query } from "../operation.ts";
import { instant, text, version } from "../schema.ts";

/** How the practice's files are carried to its clearinghouse and back, over SFTP (the SSH file transfer protocol). */

const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$|^[0-9a-f]*:[0-9a-f:.]+$/, {
    error: "Enter the server's name without sftp:// and without a folder, as sftp.clearinghouse.com.",
  });

const remoteFolder = z
  .string()
  .trim()
  .min(1, { error: "Enter the folder as the clearinghouse wrote it; . is the one where the sign-in ends." })
  .max(200)
  // oxlint-disable-next-line no-control-regex -- no control character is part of a folder that anybody wrote down
  .regex(/^[^\u0000-\u001f]+$/, { error: "Enter one folder, on one line." });

export const linkWays = ["ed25519", "rsa", "password"] as const;

export const clearinghouseLink = z.object({
  host,
  port: z
    .int({ error: "Enter a port, mostly 22." })
    .min(1, { error: "Enter a port, mostly 22." })
    .max(65_535, { error: "Enter a port, mostly 22." }),
  user: text(64),
  /** A key of the kind that the clearinghouse takes, made here; or a password, which is put on the server beside the screens. */
  way: z.enum(linkWays),
  /** Where the clearinghouse wants our files. */
  outbound: remoteFolder,
  /** Where it puts its own for us. */
  inbound: remoteFolder,
  /** A file appears under a name of its own until it is whole, then under its right one; or under the right one at once. */
  upload: z.enum(["renamed", "direct"]),
  /** What becomes of a file there once it is here. */
  taken: z.enum(["left", "deleted"]),
  everyMinutes: z
    .int({ error: "Enter minutes, from 5 to 1,440." })
    .min(5, { error: "Enter minutes, from 5 to 1,440." })
    .max(1440, { error: "Enter minutes, from 5 to 1,440." }),
  /** Files are carried; else they wait on both sides. */
  running: z.boolean(),
});

export type ClearinghouseLink = z.output<typeof clearinghouseLink>;

/** Why files could not be carried. `about` of the status is the folder or file meant, where there is one. */
export const linkFaults = [
  "name-unknown",
  "no-answer",
  "not-ssh",
  "host-key-unknown",
  "host-key-changed",
  "no-key",
  "no-password",
  "sign-in-refused",
  "no-outbound",
  "no-inbound",
  "not-writable",
  "not-readable",
  "not-deletable",
  "name-taken",
  "broke-off",
] as const;

export const linkFault = z.enum(linkFaults);

export type LinkFault = z.output<typeof linkFault>;

const trouble = z.object({ fault: linkFault, about: z.string().nullable(), since: instant });

export type LinkTrouble = z.output<typeof trouble>;

const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, { error: "This is no fingerprint of a host key." });

export const clearinghouseLinkOperations = {
  getClearinghouseLink: query({
    summary: "How files are carried to the clearinghouse and back, and how that goes",
    permission: "clearinghouse.manage",
    input: z.strictObject({}),
    output: z.object({
      /** No: payers are simulated, or files go another way here. */
      possible: z.boolean(),
      /** 0 where nothing was set. */
      version: z.int().min(0),
      link: clearinghouseLink.nullable(),
      /** Our half for the clearinghouse, as OpenSSH writes one; null where none was made, or a password is used. */
      publicKey: z.string().nullable(),
      /** The server's own key: the one that somebody said is the right one, and the one that was shown last. */
      trustedHostKey: fingerprint.nullable(),
      shownHostKey: fingerprint.nullable(),
      /** A try was asked for and has not ended. */
      trying: z.boolean(),
      /** Of the last try, and of the last that went well with how many files it carried. */
      triedAt: instant.nullable(),
      fine: z.object({ at: instant, sent: z.int().min(0), taken: z.int().min(0) }).nullable(),
      trouble: trouble.nullable(),
      /** Our files that wait to be carried. */
      waiting: z.int().min(0),
    }),
  }),
  saveClearinghouseLink: command({
    summary: "Sets how files are carried; another server's key has to be confirmed anew",
    permission: "clearinghouse.manage",
    fresh: true,
    input: clearinghouseLink.extend({ version: z.int().min(0) }).strict(),
    output: z.object({ version }),
    errors: ["stale-version", "no-link-here"],
  }),
  tryClearinghouseLink: command({
    summary: "Connects now, and carries what waits where the server's key is known",
    permission: "clearinghouse.manage",
    input: z.strictObject({}),
    output: z.object({}),
    errors: ["not-found", "no-link-here"],
  }),
  trustHostKey: command({
    summary: "Says that the key which the server showed is the clearinghouse's",
    permission: "clearinghouse.manage",
    fresh: true,
    input: z.strictObject({ fingerprint }),
    output: z.object({}),
    errors: ["not-found", "no-link-here", "another-host-key"],
  }),
  renewLinkKey: command({
    summary: "Makes a new key for signing in, or takes the one before into use again",
    permission: "clearinghouse.manage",
    fresh: true,
    input: z.strictObject({ back: z.boolean() }),
    output: z.object({}),
    errors: ["not-found", "no-link-here"],
  }),
  exchangeTrouble: query({
    summary: "Whether files can't be carried to the clearinghouse, and since when",
    permission: "remittance.read",
    input: z.strictObject({}),
    output: z.object({ trouble: trouble.nullable() }),
  }),
};
