import type { DiagnosisRow } from "./row.ts";

/** Newborn and congenital: ICD-10-CM (public domain). Code, label, how common (2 is daily work), other words people type, first and last day. */
export const NEWBORN: readonly DiagnosisRow[] = [
  ["P59.9", "Neonatal jaundice, unspecified", 0, "jaundice newborn"],
  ["P92.5", "Neonatal difficulty in feeding at breast"],
  ["P92.9", "Feeding problem of newborn, unspecified"],
  ["Q18.1", "Preauricular sinus and cyst"],
  ["Q21.10", "Atrial septal defect, unspecified", 0, "", "2022-10-01"],
  ["Q38.1", "Ankyloglossia", 0, "tongue tie"],
  ["Q53.9", "Undescended testicle, unspecified"],
  ["Q65.89", "Other specified congenital deformities of hip"],
  ["Q82.5", "Congenital non-neoplastic nevus"],
  ["Q90.9", "Down syndrome, unspecified", 0, "down syndrome"],
];
