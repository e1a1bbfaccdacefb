import { IconCalendarPause, IconLayoutKanban, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { lazyPage } from "../../app/lazy-page.tsx";
import type { Workflow } from "../../app/workflow.ts";

/** Registration, insurance, check-in, the flow of the day. */
export const frontDesk: Workflow = {
  id: "front-desk",
  nav: [
    { label: "Flow", icon: IconLayoutKanban, to: "/flow", permission: "schedule.read", order: 20 },
    { label: "Patients", icon: IconUsers, to: "/patients", permission: "patient.read", order: 30 },
  ],
  homes: { "medical-assistant": "/flow" },
  patientTabs: [
    { label: "Summary", path: "summary", permission: "patient.read", order: 10 },
    { label: "Insurance", path: "insurance", permission: "coverage.read", order: 60 },
  ],
  verbs: [
    {
      id: "flow",
      label: "Flow board",
      words: ["flow", "board"],
      icon: IconLayoutKanban,
      permission: "schedule.read",
      to: "/flow",
      toWithPatient: null,
    },
    {
      id: "asked-back",
      label: "Asked back, not booked",
      words: ["asked", "back", "follow-up", "return", "recall"],
      icon: IconCalendarPause,
      permission: "appointment.book",
      to: "/desk/asked-back",
      toWithPatient: null,
    },
    {
      id: "register",
      label: "Register a patient",
      words: ["register", "new"],
      icon: IconUserPlus,
      permission: "patient.register",
      to: "/patients/new",
      toWithPatient: null,
    },
    {
      id: "duplicates",
      label: "Duplicates",
      words: ["duplicates", "merge", "unmerge", "twice"],
      icon: IconUsers,
      permission: "duplicate.review",
      to: "/patients/duplicates",
      toWithPatient: null,
    },
    {
      id: "insurance",
      label: "Insurance",
      words: ["insurance", "coverage", "eligibility"],
      icon: IconUsers,
      permission: "coverage.read",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/insurance`,
    },
  ],
  docks: [
    {
      name: "family",
      title: "Family",
      permission: "patient.edit",
      content: lazyPage(async () => (await import("./family/family-dock.tsx")).FamilyDock),
    },
    {
      name: "check-in",
      title: "Check in",
      permission: "visit.check-in",
      content: lazyPage(async () => (await import("./check-in/check-in-dock.tsx")).CheckInDock),
    },
    {
      name: "checkout",
      title: "Checkout",
      permission: "payment.take",
      content: lazyPage(async () => (await import("./checkout/checkout-dock.tsx")).CheckoutDock),
    },
  ],
  keys: [
    { title: "Family, on the summary", keys: [{ keys: ["1", "…", "9"], does: "Open that member" }] },
    {
      title: "Check-in",
      keys: [
        { keys: ["Y"], does: "Identity verified by name and birth date" },
        { keys: ["P"], does: "Take the copay" },
        { keys: ["Ctrl", "Enter"], does: "Check in" },
      ],
    },
    {
      title: "Flow board",
      keys: [
        { keys: ["T"], does: "The provider was told of a critical value" },
        { keys: ["→"], does: "Next step" },
        { keys: ["←"], does: "One step back" },
        { keys: ["R"], does: "Choose the room" },
        { keys: ["P"], does: "Patient's share, at the checkout" },
        { keys: ["Enter"], does: "Open the chart" },
        { keys: ["J", "K"], does: "Next and previous visit" },
      ],
    },
    { title: "Insurance", keys: [{ keys: ["E"], does: "Verify eligibility" }] },
  ],
};
