import type { HelpPage } from "./page.ts";

const everyone = [
  "front-desk",
  "medical-assistant",
  "physician",
  "physician-assistant",
  "nurse-practitioner",
  "biller",
  "practice-manager",
] as const;

/** Messages and tasks. */
export const inboxHelp: readonly HelpPage[] = [
  {
    id: "inbox",
    title: "Inbox",
    at: ["/inbox", "/inbox/$queue"],
    roles: everyone,
    sources: ["inbox"],
    purpose: [
      "What waits for you and for your pools: tasks with a day, telephone calls, and conversations about patients.",
    ],
    tasks: [
      { to: "Give somebody work", how: "Press **New task**, say what is to be done, for whom and until when." },
      { to: "Answer", how: "Open a conversation, write a **Message**, press **Send**. Sending does not close it." },
      {
        to: "Take a call",
        how: "Press F2 anywhere. Choose the reason, write the **Message**, press Ctrl+Enter. Who it is for, the urgency and the number to call back are filled in.",
      },
      {
        to: "Answer a call",
        how: "Open it under **Calls**. Write **What was said or done** and press **Send**; press what came of it after **Called back:**. Neither closes the call.",
      },
      {
        to: "Put a call into the chart",
        how: "A provider presses **Write into the chart**, words the advice, and presses **Sign**.",
      },
      { to: "Close", how: "Press **Done**. **Reopen** takes it up again." },
      { to: "See others' work", how: "Choose at **Whose tasks**." },
    ],
    words: ["triage", "call back", "minimum necessary"],
    rules: [
      { number: "MSG-10", says: "A task is with one person or one pool, never with both." },
      { number: "MSG-3", says: "Sending does not close a conversation, and closing sends nothing." },
      { number: "MSG-201", says: "A call is never for nobody." },
      { number: "MSG-204", says: "A call with a red-flag word is an emergency and stands first." },
      { number: "MSG-205", says: "An overdue call is brought before others, too." },
      { number: "MSG-38", says: "What is about health is read by who treats, and by whom it is with." },
      { number: "MSG-14", says: "The number on the screen is the number of rows behind it." },
    ],
    lessons: ["fd.08"],
  },
  {
    id: "patient-messages",
    title: "Patient's messages",
    at: ["/p/$patientId/messages"],
    roles: ["front-desk", "medical-assistant"],
    sources: ["inbox"],
    purpose: ["All conversations and telephone calls about this patient, and the reminders that went out."],
    tasks: [
      { to: "Begin a conversation", how: "Press **New conversation**." },
      {
        to: "Let the patient book",
        how: "Choose the **Visit to book by link** and press **Text a booking link** or **E-mail a booking link**: the patient chooses a free time without a sign-in.",
      },
    ],
    words: ["call back"],
    rules: [
      { number: "MSG-30", says: "A booked visit has one reminder, a day before it." },
      { number: "MSG-34", says: "A reminder says practice, day and time, and nothing about health." },
      { number: "MSG-35", says: "It is sent once. When that fails it is tried again, then it says why." },
      { number: "SCH-261", says: "The birth date opens a booking link; the third wrong one ends it." },
      { number: "SCH-266", says: "Until a day before, the patient moves or cancels that visit by the link." },
    ],
    lessons: ["fd.08"],
  },
];
