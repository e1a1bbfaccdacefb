import { IconInbox, IconMessagePlus, IconPhone, IconSquareCheck } from "@tabler/icons-react";
import { lazyPage } from "../../app/lazy-page.tsx";
import type { Workflow } from "../../app/workflow.ts";

/** Tasks, and conversations in the patients' records. */
export const inbox: Workflow = {
  id: "inbox",
  nav: [{ label: "Inbox", icon: IconInbox, to: "/inbox", permission: "task.read", order: 40 }],
  homes: {},
  patientTabs: [{ label: "Messages", path: "messages", permission: "message.read", order: 60 }],
  verbs: [
    {
      id: "call",
      label: "Take a telephone call",
      words: ["call", "phone", "telephone"],
      icon: IconPhone,
      permission: "message.write",
      to: "/inbox/calls?dock=new-call",
      toWithPatient: (patient) => `/p/${patient.patientId}/messages?dock=new-call&about=${patient.patientId}`,
    },
    {
      id: "message",
      label: "Start a conversation",
      words: ["message", "note"],
      icon: IconMessagePlus,
      permission: "message.write",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/messages?dock=new-conversation&about=${patient.patientId}`,
    },
    {
      id: "task",
      label: "Make a task",
      words: ["task", "todo"],
      icon: IconSquareCheck,
      permission: "task.write",
      to: "/inbox/tasks?dock=new-task",
      toWithPatient: (patient) => `/inbox/tasks?dock=new-task&about=${patient.patientId}`,
    },
  ],
  docks: [
    {
      name: "call",
      title: "Call",
      permission: "message.read",
      content: lazyPage(async () => (await import("./calls/call-dock.tsx")).CallDock),
    },
    {
      name: "new-call",
      title: "Take a call",
      permission: "message.write",
      content: lazyPage(async () => (await import("./calls/new-call-dock.tsx")).NewCallDock),
    },
    {
      name: "task",
      title: "Task",
      permission: "task.read",
      content: lazyPage(async () => (await import("./task-dock.tsx")).TaskDock),
    },
    {
      name: "new-task",
      title: "New task",
      permission: "task.write",
      content: lazyPage(async () => (await import("./new-task-dock.tsx")).NewTaskDock),
    },
    {
      name: "conversation",
      title: "Conversation",
      permission: "message.read",
      content: lazyPage(async () => (await import("./conversation-dock.tsx")).ConversationDock),
    },
    {
      name: "new-conversation",
      title: "New conversation",
      permission: "message.write",
      content: lazyPage(async () => (await import("./new-conversation-dock.tsx")).NewConversationDock),
    },
  ],
  keys: [
    {
      title: "Inbox",
      keys: [
        { keys: ["J", "K"], does: "Next, previous" },
        { keys: ["Enter"], does: "Open" },
        { keys: ["D"], does: "Done; can be undone" },
        { keys: ["A"], does: "Take it yourself" },
        { keys: ["1"], does: "The first reason, in a call; 2 to 9 the others" },
        { keys: ["Ctrl", "Enter"], does: "Send" },
      ],
    },
  ],
};
