import { IconInbox, IconMessagePlus, IconSquareCheck } from "@tabler/icons-react";
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
      id: "message",
      label: "Start a conversation",
      words: ["message", "note", "call"],
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
        { keys: ["Ctrl", "Enter"], does: "Send" },
      ],
    },
  ],
};
