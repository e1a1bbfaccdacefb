import type { accountNoticed, AccountNoticeKind } from "@practicum/contracts/identity/account";
import { dateIn, timeIn, type TimeZone } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

type Noticed = z.output<typeof accountNoticed.payload>;

/** What was done, after "On <day> at <time>". */
const deeds: { readonly [K in AccountNoticeKind]: (notice: Noticed) => string } = {
  "rights-changed": () => "what the roles of your account allow was changed.",
  "roles-changed": ({ detail }) => `the roles of your account were changed. They are now: ${detail}`,
  "code-made": () => "a code was made by which a password can be set for your account",
  "password-set": () => "a password was set for your account by a code",
  "second-factor-ended": () => "the second factor of your account was ended",
  "made-inactive": () => "your account was closed",
  "made-active": () => "your account was opened",
  "email-changed": ({ detail }) => `the e-mail address of your account was changed to ${detail}`,
  "sessions-ended": () => "you were signed out where you were signed in",
  "new-browser": ({ detail }) =>
    `somebody signed in to your account from a browser that is not known here${detail === "" ? "" : ` (${detail})`}`,
  "passkey-added": ({ detail }) => `the passkey ${detail} was added to your account`,
  "passkey-removed": ({ detail }) => `the passkey ${detail} was removed from your account`,
  "passkey-copied": ({ detail }) =>
    `the passkey ${detail} was refused, because it seems that there are two of it. Remove it`,
};

/** The words of the mail to a person of the practice: the account and nothing else, no link and no code (MSG-44). */
export function accountMail(
  notice: Noticed,
  practice: { readonly name: string; readonly timeZone: TimeZone },
): { readonly subject: string; readonly text: string } {
  const date = formatDate(dateIn(notice.at, practice.timeZone));
  const time = timeIn(notice.at, practice.timeZone);
  const by = notice.by === "" ? "" : ` By: ${notice.by}.`;
  return {
    subject: `Your account at ${practice.name}`,
    text: `${notice.given}, on ${date} at ${time} ${deeds[notice.kind](notice)}.${by} If you did not expect this, tell the owner of the practice or another manager now, by voice or by telephone.`,
  };
}
