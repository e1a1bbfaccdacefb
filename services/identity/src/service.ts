import { identity } from "@practicum/contracts/identity";
import type { ServiceName } from "@practicum/contracts/services";
import { defineService } from "@practicum/service/define-service";
import {
  getSignInPolicy,
  listAccountNotices,
  listOwnerActs,
  readAccountNotices,
  saveSignInPolicy,
} from "./application/account.ts";
import { anchorAuditHead } from "./application/anchor-audit-head.ts";
import { auditHead } from "./application/audit-head.ts";
import { auditTrail } from "./application/audit-trail.ts";
import { exportAuditTrail } from "./application/export-audit-trail.ts";
import { draftKeys, getPractice, listLocations, listStaff, me } from "./application/directory.ts";
import { listOwnRoles, ownRoleVersions, previewOwnRole, saveOwnRole, unusedRights } from "./application/own-roles.ts";
import { keepPatientTraits } from "./application/keep-traits.ts";
import { printedPapers } from "./application/printed-papers.ts";
import { recordAccessOf } from "./application/record-access.ts";
import { noteMerges } from "./application/note-merges.ts";
import { saveLocation } from "./application/save-location.ts";
import { savePractice } from "./application/save-practice.ts";
import { saveStaff } from "./application/save-staff.ts";
import {
  decideAccountRequest,
  listAccountRequests,
  listSignIns,
  resetSecondFactor,
} from "./application/second-person.ts";
import { getSnoopingPolicy, reviewAccess, saveSnoopingPolicy, snoopingReport } from "./application/snooping.ts";
import { verifyAuditChain } from "./application/verify-audit-chain.ts";
import type { IdentityPorts } from "./ports/identity-ports.ts";
import { forgetSignIns } from "./sql/forget-sign-ins.ts";
import { migrations } from "./sql/migrations.ts";
import type { IdentitySchema } from "./sql/tables.ts";

/** One consumer a service: who opened or did what there goes into the trail. */
const recordAccess = {
  "record-identity": recordAccessOf("identity"),
  "record-scheduling": recordAccessOf("scheduling"),
  "record-charting": recordAccessOf("charting"),
  "record-billing": recordAccessOf("billing"),
  "record-messaging": recordAccessOf("messaging"),
} satisfies { readonly [consumer in `record-${ServiceName}`]: object };

/** Staff, sites, the practice's profile and the audit trail. Sign-in is beside it, in `node/`: the sandbox has none. */
export const identityService = defineService<IdentitySchema, IdentityPorts>()({
  name: "identity",
  api: identity,
  handlers: {
    me,
    draftKeys,
    listStaff,
    listLocations,
    getPractice,
    saveStaff,
    saveLocation,
    savePractice,
    listAccountRequests,
    decideAccountRequest,
    resetSecondFactor,
    listSignIns,
    listOwnerActs,
    listAccountNotices,
    readAccountNotices,
    getSignInPolicy,
    saveSignInPolicy,
    listOwnRoles,
    ownRoleVersions,
    previewOwnRole,
    saveOwnRole,
    unusedRights,
    snoopingReport,
    reviewAccess,
    getSnoopingPolicy,
    saveSnoopingPolicy,
    auditTrail,
    exportAuditTrail,
    auditHead,
    verifyAuditChain,
    ...printedPapers,
  },
  consumers: { ...recordAccess, ...noteMerges, ...keepPatientTraits },
  timers: {},
  workers: { "anchor-audit-head": anchorAuditHead },
  prune: forgetSignIns,
  migrations,
});
