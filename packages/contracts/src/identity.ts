import { accountOperations } from "./identity/account.ts";
import { auditOperations } from "./identity/audit.ts";
import { ownRoleOperations } from "./identity/own-roles.ts";
import { practiceOperations } from "./identity/practice.ts";
import { printingOperations } from "./identity/printing.ts";
import { secondPersonOperations } from "./identity/second-person.ts";
import { snoopingOperations } from "./identity/snooping.ts";
import { staffOperations } from "./identity/staff.ts";

/** Staff, locations, the practice's profile, sign-in and the audit trail. Each area stands in a file of its own. */
export const identity = {
  ...staffOperations,
  ...practiceOperations,
  ...auditOperations,
  ...secondPersonOperations,
  ...printingOperations,
  ...accountOperations,
  ...ownRoleOperations,
  ...snoopingOperations,
};
