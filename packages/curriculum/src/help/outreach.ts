import type { HelpPage } from "./page.ts";

const desk = ["front-desk", "practice-manager"] as const;

/** Campaigns and their calls. */
export const outreachHelp: readonly HelpPage[] = [
  {
    id: "outreach",
    title: "Outreach",
    at: ["/outreach"],
    roles: desk,
    sources: ["outreach"],
    purpose: [
      "People who are to be called, as a health plan's new members for a first visit: each campaign with its goal, and how far it is.",
    ],
    tasks: [
      { to: "Call", how: "Open a campaign and press **Next card**." },
      {
        to: "Begin a campaign",
        how: "Press **New campaign**. Its list of people comes next. A practice manager does this.",
      },
    ],
    words: ["outreach", "roster"],
    rules: [
      { number: "MSG-85", says: "Each person is in one part of the picture, so the parts add up to all." },
      { number: "MSG-86", says: "Who has a visit is not called for one, whoever booked it." },
    ],
    lessons: [],
  },
  {
    id: "outreach-calls",
    title: "Outreach calls",
    at: ["/outreach/$campaignId/calls"],
    roles: desk,
    sources: ["outreach"],
    purpose: [
      "One card after the other: whom to call, with which words, what was before, and one key for what came of it. Several callers work at once, and nobody is called twice.",
    ],
    tasks: [
      {
        to: "Get somebody to call",
        how: "Press **Next card**, or the key N. Choose your languages first if you do not speak all.",
      },
      {
        to: "Book who says yes",
        how: "Press **Reached: book**, or the key 1. Who is no patient yet is registered with what stands on the card, and the booking opens with the person chosen.",
      },
      { to: "Write down any other end", how: "Press its key, as 5 for **No answer**. The next card comes by itself." },
      { to: "Take an end back", how: "Press Undo in the notice, or Ctrl+Z: the card is there again." },
      { to: "Leave a card", how: "Press **Release the card**, or the key S." },
    ],
    words: ["outreach", "roster", "call back", "do not call"],
    rules: [
      {
        number: "MSG-78",
        says: "A card is with one caller. It comes back after the call, when it is left, or after 20 minutes.",
      },
      { number: "MSG-76", says: "Callbacks that are due come first, then who was never called." },
      { number: "MSG-77", says: "Nobody is called outside of the calling hours." },
      { number: "MSG-84", says: "Who asked not to be called is called by no campaign." },
    ],
    lessons: ["fd.09"],
  },
  {
    id: "outreach-people",
    title: "People of a campaign",
    at: ["/outreach/$campaignId/people"],
    roles: desk,
    sources: ["outreach"],
    purpose: ["Everybody on the campaign's list, where each stands, and every attempt."],
    tasks: [
      { to: "See who still needs a visit", how: "Choose **Said yes, no visit yet** at **Show**." },
      {
        to: "Say whether somebody is a patient",
        how: "Choose **To review**, open the person, and press **It is this patient** or **Somebody else**.",
      },
      { to: "Help who calls you", how: "Find the person, open it, and press **Open the card**." },
      {
        to: "Prove the calls to the plan",
        how: "Press **Export attempts**. It asks who you are. A practice manager does this.",
      },
    ],
    words: ["outreach"],
    rules: [
      { number: "MSG-73", says: "Who may be a patient is not called until somebody has said who it is." },
      { number: "MSG-87", says: "An attempt that is undone stays on record, marked as entered in error." },
      { number: "MSG-90", says: "The file has every attempt: who called, when, which number, what came of it." },
    ],
    lessons: [],
  },
  {
    id: "outreach-rosters",
    title: "Rosters",
    at: ["/outreach/$campaignId/rosters"],
    roles: desk,
    sources: ["outreach"],
    purpose: ["The lists of people that a plan sends, and what each import brought."],
    tasks: [
      {
        to: "Import a list",
        how: "Press **Import a roster (CSV or 834)**. Of a table look which column is what; an 834 says who is new and who is in the plan no more. Press **Look who is a patient**, then Import.",
      },
      { to: "Take an import back", how: "Press **Undo the import**: nobody of it is called any more." },
    ],
    words: ["roster"],
    rules: [
      {
        number: "MSG-74",
        says: "A member number is on the list once. A line that can't be read is left out and named.",
      },
      {
        number: "SCH-140",
        says: "A person is looked up by name, birth date and telephone, so nobody is registered twice.",
      },
      { number: "MSG-75", says: "An import is undone whole; the attempts that were made stay." },
    ],
    lessons: [],
  },
  {
    id: "outreach-rules",
    title: "Script and rules",
    at: ["/outreach/$campaignId/rules", "/outreach/new"],
    roles: ["practice-manager"],
    sources: ["outreach"],
    purpose: ["The words of the calls and the rules by which people are called."],
    tasks: [
      {
        to: "Change the words",
        how: "Change **Script in English** or **Script in Spanish** and save. Braces are filled in by the card.",
      },
      { to: "Say when people may be called", how: "Set **Calls from**, **Calls until** and **On weekends too**." },
      { to: "End it", how: "Press **End the campaign**: nobody of it is called. **Take it up again** goes on." },
    ],
    words: ["outreach"],
    rules: [
      { number: "MSG-72", says: "Each wording is kept, and an attempt names the one that was read." },
      {
        number: "MSG-80",
        says: "Who does not answer is called again after the pause, until the attempts are used up.",
      },
    ],
    lessons: [],
  },
  {
    id: "recalls",
    title: "Recalls",
    at: ["/outreach/recalls"],
    roles: desk,
    sources: ["outreach/recalls", "outreach"],
    purpose: [
      "Patients who are to come again, because a rule means them: who was told, who wants a visit, and who is to be called.",
    ],
    tasks: [
      {
        to: "Book somebody",
        how: "Press B on the row, or open it and press **Book the visit**: the booking opens with the patient and the kind of visit.",
      },
      {
        to: "Write down a call",
        how: "On the row press N for **No answer**, L for **Left a message**, W for **Wants a visit** or D for **Declined**. Any other end is in the opened row.",
      },
      {
        to: "Call again on another day",
        how: "Open the row, enter the day at **Call again from**, and press **Call later**.",
      },
      {
        to: "Let the patient choose a time",
        how: "Open the row and press **Text a booking link** or **E-mail a booking link**: the recall closes when the patient has booked.",
      },
      { to: "End a recall", how: "Open the row, say why, and press **Stop asking**." },
      { to: "Undo what you wrote down", how: "Press Undo in the notice, or Ctrl+Z." },
    ],
    words: ["recall"],
    rules: [
      { number: "MSG-122", says: "Who wants a visit comes first, then who is to be called, then who was told." },
      {
        number: "MSG-130",
        says: "A visit that is booked ends the recall, whoever booked it; a cancelled one brings it back.",
      },
      {
        number: "MSG-114",
        says: "Nobody is asked twice for one reason; two rules that mean one patient make one recall.",
      },
      { number: "MSG-119", says: "After the rule's number of calls without an answer the patient is not reached." },
    ],
    lessons: [],
  },
  {
    id: "recall-rules",
    title: "Recall rules",
    at: ["/outreach/recalls/rules"],
    roles: desk,
    sources: ["outreach/recalls", "outreach"],
    purpose: ["The rules by which patients are asked to come again, and what came of each."],
    tasks: [{ to: "Make a rule", how: "Press **New rule**. A practice manager does this." }],
    words: ["recall"],
    rules: [
      { number: "MSG-123", says: "Each patient is in one part of the figures, so the parts add up to all." },
      { number: "MSG-111", says: "While a rule is on, charts are looked through each night." },
    ],
    lessons: [],
  },
  {
    id: "recall-rule",
    title: "A recall rule",
    at: ["/outreach/recalls/rules/$ruleId", "/outreach/recalls/rules/new"],
    roles: ["practice-manager"],
    sources: ["outreach/recalls", "outreach"],
    purpose: [
      "What a chart must say for its patient to be asked to come, how they are asked, and whom the rule means now.",
    ],
    tasks: [
      {
        to: "Look whom it means",
        how: "Save: **Whom it means now** shows each patient and what becomes of it. Nobody is asked by that.",
      },
      { to: "Begin", how: "Press **Switch it on**." },
      { to: "Ask nobody new", how: "Press **Switch it off**. Who is asked already goes on." },
      { to: "Look through the charts at once", how: "Press **Look again**." },
    ],
    words: ["recall"],
    rules: [
      { number: "MSG-112", says: "Messages and names say nothing about health: others may read them." },
      { number: "MSG-116", says: "Messages go out within the hours that the rule says." },
      { number: "CHT-331", says: "Restricted charts are left out." },
    ],
    lessons: [],
  },
  {
    id: "announcements",
    title: "Announcements",
    at: ["/outreach/announcements"],
    roles: desk,
    sources: ["outreach/announcements", "outreach"],
    purpose: [
      "Messages of the practice to many patients at once, as “we are closed on Friday”: what is being sent, what was, and how many got it.",
    ],
    tasks: [
      { to: "Write one", how: "Press **New announcement**. A practice manager does this." },
      { to: "Send an earlier one again", how: "Press C on the row: it is copied as a new draft." },
      { to: "See who did not get it", how: "Open the row, and choose **Not reached: to call** at **Show**." },
    ],
    words: ["outreach"],
    rules: [
      {
        number: "MSG-170",
        says: "It goes to active patients, by their visits or their language, and never by what is in a chart.",
      },
      { number: "MSG-181", says: "Who works at the desk sees announcements; who leads outreach sends them." },
    ],
    lessons: [],
  },
  {
    id: "announcement",
    title: "An announcement",
    at: ["/outreach/announcements/$announcementId", "/outreach/announcements/new"],
    roles: desk,
    sources: ["outreach/announcements", "outreach"],
    purpose: [
      "One message: whom it goes to, how and when, and its words. Before it is sent it shows who gets it by what; after, what came of each.",
    ],
    tasks: [
      {
        to: "Look who gets it",
        how: "Press **Save the draft**: **Whom it goes to now** shows each patient, and how many get it by what.",
      },
      {
        to: "Send it",
        how: "Press **Send**, which says to how many. It begins two minutes later, or at its moment.",
      },
      {
        to: "Undo the sending",
        how: "Press Undo in the notice, or Ctrl+Z, or **Undo: do not send it** until it begins. Nothing of it is sent.",
      },
      { to: "Stop it while it runs", how: "Press **Stop**: the rest is not sent. **Send the rest** goes on." },
      {
        to: "Call who was not reached",
        how: "Choose **Not reached: to call** at **Show**: the telephone numbers are in the list. **Export not reached** gives a file.",
      },
      { to: "Use it again", how: "Press **Copy as a new draft**." },
    ],
    words: ["outreach"],
    rules: [
      {
        number: "MSG-172",
        says: "A number or an address that a family shares gets it once. Who said STOP gets no text.",
      },
      { number: "MSG-175", says: "Whom it goes to is fixed when it begins, not when it is written." },
      {
        number: "MSG-176",
        says: "Who said STOP since, whose record was closed, or who was merged is left out when it is sent.",
      },
      { number: "MSG-178", says: "What could not be sent is tried again, then it says why it failed." },
    ],
    lessons: [],
  },
];
