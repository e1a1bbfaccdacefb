import { IconStethoscope } from "@tabler/icons-react";
import type { Workflow } from "../../app/workflow.ts";

/** A provider's day: patients, notes to finish, notes to co-sign. */
export const today: Workflow = {
  id: "today",
  nav: [{ label: "Today", icon: IconStethoscope, to: "/today", permission: "note.sign", order: 25 }],
  homes: { physician: "/today", "physician-assistant": "/today", "nurse-practitioner": "/today" },
  patientTabs: [],
  verbs: [
    {
      id: "today",
      label: "My day",
      words: ["today", "my"],
      icon: IconStethoscope,
      permission: "note.sign",
      to: "/today",
      toWithPatient: null,
    },
  ],
  docks: [],
  keys: [
    {
      title: "My day",
      keys: [
        { keys: ["J", "K"], does: "Next and previous patient" },
        { keys: ["Enter"], does: "Open the note, or the chart of who has not come yet" },
      ],
    },
  ],
};
