import {
  IconArrowsSplit,
  IconChartLine,
  IconLock,
  IconMail,
  IconMicroscope,
  IconNotes,
  IconUserShare,
} from "@tabler/icons-react";
import { lazyPage } from "../../app/lazy-page.tsx";
import type { Workflow } from "../../app/workflow.ts";

/** The chart and the note: lists, sections, codes, orders, the signature. */
export const encounter: Workflow = {
  id: "encounter",
  nav: [
    { label: "Specimens", icon: IconMicroscope, to: "/specimens", permission: "chart.read", order: 28 },
    { label: "Referrals", icon: IconUserShare, to: "/referrals", permission: "referral.read", order: 28.5 },
    { label: "Contradictions", icon: IconArrowsSplit, to: "/contradictions", permission: "chart.review", order: 29 },
  ],
  homes: {},
  patientTabs: [
    { label: "Visits", path: "visit", permission: "chart.read", order: 15 },
    { label: "Chart", path: "chart", permission: "chart.read", order: 20 },
    { label: "Meds", path: "meds", permission: "chart.read", order: 25 },
    { label: "Results", path: "results", permission: "chart.read", order: 30 },
    { label: "Procedures", path: "procedures", permission: "chart.read", order: 33 },
    { label: "Referrals", path: "referrals", permission: "referral.read", order: 34 },
    { label: "Documents", path: "documents", permission: "chart.read", order: 35 },
    { label: "Letters", path: "letters", permission: "chart.read", order: 36 },
  ],
  verbs: [
    {
      id: "note",
      label: "Open the note",
      words: ["note", "chart", "visit"],
      icon: IconNotes,
      permission: "chart.read",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/visit`,
    },
    {
      id: "letter",
      label: "Write a letter",
      words: ["letter", "excuse", "referral"],
      icon: IconMail,
      permission: "history.record",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/letters`,
    },
    {
      id: "refer",
      label: "Referrals to others",
      words: ["refer", "referrals", "specialist"],
      icon: IconUserShare,
      permission: "referral.read",
      to: "/referrals",
      toWithPatient: (patient) => `/p/${patient.patientId}/referrals`,
    },
    {
      id: "access",
      label: "Who may open this chart",
      words: ["access", "restrict", "why"],
      icon: IconLock,
      permission: "patient.read",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/access`,
    },
    {
      id: "biopsies",
      label: "Biopsies and other specimens",
      words: ["biopsies", "specimens", "pathology"],
      icon: IconMicroscope,
      permission: "chart.read",
      to: "/specimens",
      toWithPatient: null,
    },
    {
      id: "contradictions",
      label: "Contradictions in charts and notes",
      words: ["contradictions", "conflicts"],
      icon: IconArrowsSplit,
      permission: "chart.review",
      to: "/contradictions",
      toWithPatient: null,
    },
    {
      id: "growth",
      label: "Growth charts",
      words: ["growth"],
      icon: IconChartLine,
      permission: "chart.read",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/growth`,
    },
  ],
  docks: [
    {
      name: "order",
      title: "Order a medication",
      permission: "order.write",
      content: lazyPage(async () => (await import("./orders/order-dock.tsx")).OrderDock),
    },
    {
      name: "in-house",
      title: "Order a test or an injection",
      permission: "order.write",
      content: lazyPage(async () => (await import("./orders/in-house-dock.tsx")).InHouseDock),
    },
  ],
  keys: [
    {
      title: "Note",
      keys: [
        { keys: ["/"], does: "On an empty line: insert a diagnosis, a procedure, an order, or a phrase; // anywhere" },
        { keys: ["F8"], does: "Order a medication" },
        { keys: ["Shift", "F8"], does: "Order a test or an injection that is done here" },
        { keys: ["Shift", "F9"], does: "The visit level: what was decided, or the time" },
        { keys: ["F9"], does: "Next panel beside the note" },
        { keys: ["Ctrl", "Enter"], does: "What stands before the signature, then sign" },
      ],
    },
  ],
};
