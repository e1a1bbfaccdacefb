import { IconPhoneOutgoing, IconSpeakerphone } from "@tabler/icons-react";
import { lazyPage } from "../../app/lazy-page.tsx";
import type { Workflow } from "../../app/workflow.ts";

/** Campaigns whose people are called, and the call queue. */
export const outreach: Workflow = {
  id: "outreach",
  nav: [{ label: "Outreach", icon: IconPhoneOutgoing, to: "/outreach", permission: "outreach.read", order: 45 }],
  homes: {},
  patientTabs: [],
  verbs: [
    {
      id: "outreach",
      label: "Outreach calls",
      words: ["outreach", "calls", "campaign"],
      icon: IconPhoneOutgoing,
      permission: "outreach.read",
      to: "/outreach",
      toWithPatient: null,
    },
    {
      id: "recalls",
      label: "Recalls",
      words: ["recalls", "reminders", "overdue", "due"],
      icon: IconPhoneOutgoing,
      permission: "outreach.read",
      to: "/outreach/recalls",
      toWithPatient: null,
    },
    {
      id: "announcements",
      label: "Announcements",
      words: ["announcements", "broadcast", "message to all", "closed"],
      icon: IconSpeakerphone,
      permission: "outreach.read",
      to: "/outreach/announcements",
      toWithPatient: null,
    },
  ],
  docks: [
    {
      name: "outreach-person",
      title: "Person of the campaign",
      permission: "outreach.read",
      content: lazyPage(async () => (await import("./person-dock.tsx")).PersonDock),
    },
    {
      name: "recall",
      title: "Recall",
      permission: "outreach.read",
      content: lazyPage(async () => (await import("./recalls/recall-dock.tsx")).RecallDock),
    },
  ],
  keys: [
    {
      title: "Recalls",
      keys: [
        { keys: ["B"], does: "Book the visit" },
        { keys: ["N"], does: "Called: no answer" },
        { keys: ["L"], does: "Called: left a message" },
        { keys: ["W"], does: "Called: wants a visit" },
        { keys: ["D"], does: "Called: declined" },
      ],
    },
    {
      title: "Outreach calls",
      keys: [
        { keys: ["N"], does: "Next card" },
        { keys: ["1"], does: "Reached: register and book" },
        { keys: ["2"], does: "Reached: declined" },
        { keys: ["3"], does: "Call back at a time" },
        { keys: ["4"], does: "Left a message" },
        { keys: ["5"], does: "No answer" },
        { keys: ["6"], does: "Wrong number" },
        { keys: ["7"], does: "Another language needed" },
        { keys: ["8"], does: "Moved away or died" },
        { keys: ["9"], does: "Do not call" },
        { keys: ["S"], does: "Give the card back without a call" },
      ],
    },
  ],
};
