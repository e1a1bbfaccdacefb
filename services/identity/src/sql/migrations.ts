import type { Migration } from "kysely/migration";
import { accounts, exportsAreActs } from "./migration-account.ts";
import { auditAbout, auditReceived, auditTrail, permissionUse } from "./migration-audit.ts";
import { founding, knownDevices, passkeys, sessionConfirmations, signIn } from "./migration-sign-in.ts";
import { ownRoles, policyByTwo, secondPerson } from "./migration-second-person.ts";
import { snooping } from "./migration-snooping.ts";
import { deaNumbers, laboratory, practice } from "./migration-practice.ts";

export const migrations: { readonly [name: string]: Migration } = {
  "0001-practice": practice,
  "0002-audit": auditTrail,
  "0003-sign-in": signIn,
  "0004-laboratory": laboratory,
  "0005-audit-about": auditAbout,
  "0006-audit-received": auditReceived,
  "0007-known-devices": knownDevices,
  "0008-session-confirmations": sessionConfirmations,
  "0009-founding": founding,
  "0010-second-person": secondPerson,
  "0011-accounts": accounts,
  "0012-exports-are-acts": exportsAreActs,
  "0013-policy-by-two": policyByTwo,
  "0014-passkeys": passkeys,
  "0015-own-roles": ownRoles,
  "0016-permission-use": permissionUse,
  "0017-snooping": snooping,
  "0018-dea-numbers": deaNumbers,
};
