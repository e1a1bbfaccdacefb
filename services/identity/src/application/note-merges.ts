import { patientsMerged, patientsUnmerged } from "@practicum/contracts/scheduling/merges";
import { consumer } from "@practicum/service/define-service";
import { noteMerge } from "@practicum/service/settle-patients";
import type { IdentityPorts } from "../ports/identity-ports.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** While two records are one, who opens the survivor's opens the duplicate's: the trail names both (SCH-132). */
export const noteMerges = {
  "patients-merged": consumer<IdentitySchema, IdentityPorts, typeof patientsMerged.payload>(
    patientsMerged,
    ({ tx }, merge) => noteMerge(tx, { ...merge, undone: false }),
  ),
  "patients-unmerged": consumer<IdentitySchema, IdentityPorts, typeof patientsUnmerged.payload>(
    patientsUnmerged,
    ({ tx }, merge) => noteMerge(tx, { ...merge, undone: true }),
  ),
};
