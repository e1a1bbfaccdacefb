import { IconHeartbeat } from "@tabler/icons-react";
import type { Workflow } from "../../app/workflow.ts";

/** Rooming a patient: vital signs, allergies, medications, the reason for the visit. */
export const rooming: Workflow = {
  id: "rooming",
  nav: [],
  homes: {},
  patientTabs: [{ label: "Rooming", path: "rooming", permission: "vitals.record", order: 12 }],
  verbs: [
    {
      id: "room",
      label: "Room a patient",
      words: ["room", "vitals"],
      icon: IconHeartbeat,
      permission: "vitals.record",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/rooming`,
    },
  ],
  docks: [],
  keys: [
    {
      title: "Rooming",
      keys: [
        { keys: ["Tab"], does: "Next vital sign" },
        { keys: ["Ctrl", "Enter"], does: "Save the vital signs" },
      ],
    },
  ],
};
