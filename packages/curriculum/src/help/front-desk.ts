import type { HelpPage } from "./page.ts";

/** Screens of the desk: the day, the patients, their insurance. */
export const frontDeskHelp: readonly HelpPage[] = [
  {
    id: "home",
    title: "Home",
    at: ["/"],
    roles: [],
    sources: ["../shell"],
    purpose: ["Where your day begins: it opens the first screen of your role."],
    tasks: [
      { to: "Go anywhere", how: "Press **Find a patient or a command** and type a name, or what you want to do." },
    ],
    words: ["role"],
    rules: [],
    lessons: ["fd.00"],
  },
  {
    id: "week",
    title: "Week",
    at: ["/week"],
    roles: ["front-desk", "physician", "practice-manager"],
    sources: ["schedule/week"],
    purpose: [
      "One provider's week, a column a day: who comes, and where there is room. On a narrow screen it is a list. A Saturday or Sunday is there when something is on it.",
    ],
    tasks: [
      {
        to: "See another provider",
        how: "Choose the name at **Whose week**. Your own comes first where you see patients.",
      },
      {
        to: "Move a visit to another day",
        how: "Drag it there, or stand on it, press M, go with the arrows and press Enter. Undo puts it back.",
      },
      { to: "Book, or offer a free time", how: "Go to the time: N books, W offers it to the wait list." },
    ],
    words: ["slot", "wait list"],
    rules: [],
    lessons: [],
  },
  {
    id: "insurance-ahead",
    title: "Insurance before the visit",
    at: ["/desk/insurance"],
    roles: ["front-desk", "biller", "practice-manager"],
    sources: ["schedule/ahead"],
    purpose: [
      "Who is booked today and on the next three days that have visits, and whether the insurance is in order. Payers are asked each evening by themselves; what stands under **To do** is for you.",
    ],
    tasks: [
      {
        to: "Put one in order",
        how: "Go through the list with J and K. **Insurance** opens the patient's coverages, E verifies again. What you did goes under **What was done**; press **Taken care of**.",
      },
      { to: "Ask about everybody at once", how: "Press **Verify all**: whoever was asked lately is not asked again." },
    ],
    words: ["eligibility"],
    rules: [
      { number: "BIL-474", says: "A patient whom nobody asked about insurance is not taken for self-pay." },
      { number: "BIL-475", says: "An answer that is in order is asked for again after three days." },
      {
        number: "BIL-476",
        says: "When the payer answers something else, a visit that was taken care of is open again.",
      },
    ],
    lessons: [],
  },
  {
    id: "asked-back",
    title: "Asked back, not booked",
    at: ["/desk/asked-back"],
    roles: ["front-desk", "practice-manager"],
    sources: ["front-desk/asked-back", "front-desk/checkout"],
    purpose: [
      "Whom a signed note asks back and who left without a visit, the first due first. Whoever is booked leaves the list; a cancelled visit brings the patient back to it.",
    ],
    tasks: [
      { to: "Book the visit", how: "Press one of the first open times, or **Other times**. Undo takes it back." },
      {
        to: "Write down a call",
        how: "Say in **About the call** what helps the next one, and press **No answer**, **Left a message** or **Calls back**.",
      },
      {
        to: "End it",
        how: "Press **Does not want to come** or **Goes elsewhere**. It stands under **Do not come**; **Entered in error** brings it back.",
      },
    ],
    words: [],
    rules: [
      { number: "SCH-328", says: "A visit after it with that provider, or of that kind, is the answer." },
      { number: "SCH-331", says: "What was written down by mistake stays readable." },
    ],
    lessons: [],
  },
  {
    id: "day-sheet",
    title: "Day sheet",
    at: ["/desk"],
    roles: ["front-desk", "practice-manager"],
    sources: ["schedule", "front-desk/kiosk", "front-desk/check-in"],
    purpose: [
      "The day at a glance: a column for each provider, a box for each visit. Here visits are booked, moved, cancelled and received.",
    ],
    tasks: [
      {
        to: "Book a visit",
        how: "Go to a free time and press the key N, or double-click it. Choose the patient and the **Visit type**, then **Book**.",
      },
      {
        to: "Find the next open time",
        how: "In the booking, choose a **Provider** or any, and look through the times. **Search later dates** goes on.",
      },
      {
        to: "Book a family, or blood drawn before the visit",
        how: "Press **Several visits: family, or one before another**, choose **In a row**, **Two at once** or **One before another**, and a time. All are booked, or none. **Move all** and **Cancel all** stand at each of them.",
      },
      {
        to: "Book visits that recur: injections each week, physical therapy, dressing changes",
        how: "Choose the first time, then **Repeat: book a series**. Say how often, on which days and how many. Each visit is checked before anything is booked: where one can't be, take one of the other times or **Skip** it. Then **Book** books all of them, or none.",
      },
      {
        to: "Move or cancel a series",
        how: "Open one of its visits. **Move this and later** and **Cancel this and later** reach it and those after it, **Move all still ahead** and **Cancel all still ahead** every one to come. To change one visit alone, use **Move** or **Cancel appointment**: it keeps its own time from then on. **Undo** puts back all that one change touched.",
      },
      {
        to: "Move a visit",
        how: "Open the visit and press **Move**, or drag it. **Add to pinboard** holds it while you change days.",
      },
      {
        to: "Cancel, or mark who did not come",
        how: "Open the visit: **Cancel appointment** while it is ahead, **No-show** when its time has passed. **Reinstate** takes either back.",
      },
      { to: "Receive a patient", how: "Open the visit and press **Check in**." },
      {
        to: "Estimate what an insured patient will owe",
        how: "In the check-in, below the copay, press **Estimate patient's share** and choose the services. It says by which contract with the payer, or that none is on file.",
      },
      {
        to: "Let the patient check in at a tablet",
        how: "In the check-in, press **Hand over the tablet**. The patient opens it with the six letters and the birth date. What is otherwise than the record comes back to the check-in: **Accept** or **Keep** each. It works without a network, too; until it is sent, the check-in says that it does not know.",
      },
      {
        to: "Give something to take home",
        how: "**Appointment card** prints the coming visits, **Work or school excuse** is for who was here.",
      },
    ],
    words: ["day sheet", "slot", "overbooking", "confirmed", "cancellation", "wait list"],
    rules: [
      {
        number: "SCH-21",
        says: "A provider sees one patient at a time. A second visit at the same time is an overbooking and needs a reason.",
      },
      {
        number: "SCH-167",
        says: "What a patient fills in at the tablet changes nothing by itself. Each difference is taken over or not.",
      },
      { number: "SCH-25", says: "A patient is at one place at a time, whatever the reason." },
      {
        number: "SCH-151",
        says: "Visits that belong together are booked all, or none: the screen says which one stood in the way.",
      },
      { number: "SCH-22", says: "A visit lies wholly inside the provider's hours of that day." },
      {
        number: "SCH-33",
        says: "Only a visit of today or before can be a no-show. Who calls ahead is a cancellation.",
      },
    ],
    lessons: ["fd.00", "fd.04", "fd.05"],
  },
  {
    id: "flow",
    title: "Flow board",
    at: ["/flow"],
    roles: ["front-desk", "medical-assistant"],
    sources: ["front-desk/flow", "front-desk/checkout"],
    purpose: [
      "Who is in the house now, how long, and who acts next. Each column is a step of the visit; each card has one button for what comes next.",
    ],
    tasks: [
      {
        to: "Bring a visit on",
        how: "Press the button of its card. The choice **Who comes next** shows what waits for whom.",
      },
      { to: "Take a step back", how: "Press **One step back**, when a step was pressed too early." },
      {
        to: "Give what is to be given",
        how: "At the checkout a card names the letters that wait. Press **Given** when the patient has it.",
      },
      {
        to: "Tell the patient what the visit will cost",
        how: "At the checkout press **Patient's share (P)**. It takes what the payer's contract allows for the charges of the visit, the plan's copay, deductible and coinsurance, and what was paid already. Take the rest there.",
      },
      {
        to: "Book the next visit",
        how: "There, under **Next visit**, stands when the note asks the patient back. Press the time that suits: it is booked, and Undo takes it back. **Other times** opens the booking with the provider and the day.",
      },
      { to: "See somebody without a room", how: "Choose **Without a room** where all are taken." },
      {
        to: "Say that the provider knows of a critical value",
        how: "Press **Notified (T)** once the provider has heard it from you.",
      },
    ],
    words: ["check-in", "rooming", "critical value"],
    rules: [
      { number: "SCH-40", says: "A visit goes one step at a time, so that nobody is lost between two of them." },
      { number: "SCH-43", says: "A room holds one visit at a time." },
      { number: "SCH-45", says: "The signature of the note brings the visit to the checkout by itself." },
      {
        number: "CHT-459",
        says: "The desk reads when the patient comes back, for what and with whom, and not why.",
      },
      {
        number: "BIL-398",
        says: "The share is an estimate. What is not known, of the contract or the plan, is named and is not in the sum.",
      },
    ],
    lessons: ["fd.06", "ma.01", "ma.02"],
  },
  {
    id: "patients",
    title: "Find a patient",
    at: ["/patients"],
    roles: ["front-desk", "medical-assistant", "biller"],
    sources: ["front-desk/registration"],
    purpose: [
      "Finds anybody who is registered: by beginnings of the name, by birth date, by telephone or by record number.",
    ],
    tasks: [
      {
        to: "Find somebody",
        how: "Type two letters or more into **Find a patient**. Names that sound nearly alike come when few fit.",
      },
      { to: "Make sure it is the right one", how: "Ask for two identifiers, always: the name and the birth date." },
    ],
    words: ["identifier", "MRN", "DOB", "duplicate"],
    rules: [
      { number: "SCH-13", says: "When few are found, names that are one slip away are shown too." },
      { number: "SCH-12", says: "Digits find record numbers, and telephones that begin or end with them." },
    ],
    lessons: ["fd.01"],
  },
  {
    id: "duplicates",
    title: "Two records of one person",
    at: ["/patients/duplicates", "/patients/duplicates/two-people", "/patients/duplicates/merged"],
    roles: ["front-desk"],
    sources: ["front-desk/duplicates"],
    purpose: [
      "Records that may be one person, found each night or proposed by somebody. People decide: twins look like one person, too.",
    ],
    tasks: [
      {
        to: "Look at a pair",
        how: "Open its row. Both records stand side by side, with what differs and how much each has: visits, notes, claims, what is owed.",
      },
      {
        to: "Merge",
        how: "Choose which record stays and press **Merge**. All of the other goes to it, everywhere. Where birth date or sex differ, say how you know. At the desk, **Propose to merge** puts the pair before the practice manager.",
      },
      {
        to: "Keep two people apart",
        how: "Say why and press **Two people**. The pair stands under **Two people** and can be reopened by **Reopen**.",
      },
      {
        to: "Take a merge back",
        how: "Under **Merged**, open it and press **Unmerge**. Each record has again what it had; what was added to a visit meanwhile goes with the visit.",
      },
      { to: "Compare any two", how: "Press **Compare two records** and find both." },
    ],
    words: ["duplicate", "MRN", "DOB"],
    rules: [
      {
        number: "SCH-123",
        says: "Each night records that came or changed are compared with whoever shares a birth date, a telephone or a name.",
      },
      {
        number: "SCH-125",
        says: "Two records with visits at one time are not merged before one of the visits is cancelled.",
      },
      { number: "SCH-129", says: "A merge is taken back exactly, at any time." },
    ],
    lessons: ["fd.01"],
  },
  {
    id: "register",
    title: "Register a patient",
    at: ["/patients/new"],
    roles: ["front-desk"],
    sources: ["front-desk/registration", "front-desk/family"],
    purpose: ["A new record, for who has none. Records that may be the same person are shown while you type."],
    tasks: [
      {
        to: "Register",
        how: "Fill in what you know and press **Register**. What the patient did not say stays empty: unknown is no answer.",
      },
      {
        to: "Use the record that is there",
        how: "Where somebody like this stands beside the form, compare birth date and telephone, and press **Open this one**.",
      },
      {
        to: "Register a family",
        how: "Register one of them, then press **Add another member** on the summary. Address, telephone, language and insurance stand there already; **Register and add another** goes on. A newborn is **Newborn, not named yet**; where somebody of the family was born on the same day, mark **A twin**.",
      },
    ],
    words: ["demographics", "duplicate", "MRN", "identifier"],
    rules: [
      { number: "SCH-3", says: "Two records are compared by name, birth date, telephone and address, and get points." },
      {
        number: "SCH-4",
        says: "Where they are nearly sure to be one person, a second record is refused until you say that it is somebody else.",
      },
      {
        number: "SCH-146",
        says: "Twins whose names are nearly the same are asked about once; the same name is a duplicate.",
      },
    ],
    lessons: ["fd.01"],
  },
  {
    id: "patient-summary",
    title: "Patient's summary",
    at: ["/p/$patientId", "/p/$patientId/summary"],
    roles: ["front-desk", "medical-assistant", "biller"],
    sources: ["front-desk/registration", "front-desk/family"],
    purpose: ["Who the patient is, and what is next: visits, insurance, money, as far as your role reads it."],
    tasks: [
      {
        to: "Change address, telephone or language",
        how: "Press **Edit demographics**. What somebody else saved meanwhile stays.",
      },
      {
        to: "Write down whether the patient may be called, texted or written to",
        how: "Choose **Yes** or **No** under **May be reached by**. **Not asked** is neither. Reminders and recalls keep to it at once.",
      },
      { to: "Book the next visit", how: "Press **Book**." },
      {
        to: "Record that a patient has died",
        how: "Press **Record death**: the date or **Date not known**, who reported it, and who said so. Nothing more is sent; below stands what is still booked, and one press cancels all of it. **Entered in error** asks for a reason.",
      },
      {
        to: "Say who belongs to the family, who pays, or who left",
        how: "Press **Change** at the family: **Who pays**, **Left the family today**, **Add a patient who is here**. A digit opens a member.",
      },
      {
        to: "Move the family",
        how: "Press **Change**, then **Move the family**: it says who moves, and can be undone.",
      },
      { to: "Print who the patient is", how: "Press **Face sheet**." },
    ],
    words: ["demographics", "minimum necessary", "guarantor", "household"],
    rules: [
      {
        number: "SCH-143",
        says: "Somebody pays for a patient in one family at most; of a minor until the eighteenth birthday.",
      },
      { number: "SCH-144", says: "A move takes along who shares the address, and nobody else." },
      {
        number: "SCH-6",
        says: "A change names the version that you saw, so that nobody writes over another's work unseen.",
      },
      { number: "CHT-122", says: "Charts are for who treats. The desk, billers and managers see none of it here." },
    ],
    lessons: ["fd.01", "fd.02"],
  },
  {
    id: "insurance",
    title: "Insurance",
    at: ["/p/$patientId/insurance"],
    roles: ["front-desk", "biller"],
    sources: ["front-desk/insurance"],
    purpose: ["The patient's coverages in the order in which they pay, and what each payer said of them."],
    tasks: [
      {
        to: "Enter a card",
        how: "Press **Add a coverage** and copy the card as it is: payer, member ID, group, subscriber.",
      },
      {
        to: "Take over what the payer says",
        how: "Where the card and the payer differ, read both, then press **Take over**.",
      },
      {
        to: "Put the coverages in order",
        how: "Where the order is against the rules, press **Put in this order**, or **Keep the present order** and say why.",
      },
    ],
    words: ["subscriber", "eligibility", "271", "coordination of benefits", "payer of last resort", "MBI", "PCP"],
    rules: [
      { number: "BIL-85", says: "Unknown is an answer of its own. A payer that did not answer has not said no." },
      { number: "BIL-82", says: "Only a payer that found the patient can call a coverage inactive." },
      { number: "BIL-162", says: "Which plan pays first follows rules: Medi-Cal pays last." },
      { number: "BIL-6", says: "No two coverages of one day have the same place in the order." },
    ],
    lessons: ["fd.02", "fd.03"],
  },
  {
    id: "face-sheet",
    title: "Face sheet",
    at: ["/p/$patientId/face-sheet"],
    roles: ["front-desk"],
    sources: ["front-desk/face-sheet"],
    purpose: [
      "One page for the paper folder or another practice: who the patient is, the guarantor, the insurance, the next visit.",
    ],
    tasks: [
      {
        to: "Print it",
        how: "Print from the browser. The sheet bears who printed it and when, and the audit trail has an entry.",
      },
    ],
    words: ["demographics", "MRN", "minimum necessary"],
    rules: [
      {
        number: "SCH-122",
        says: "What was not asked, or is not for you to read, is said so. It is never shown as none.",
      },
    ],
    lessons: [],
  },
  {
    id: "signed-forms",
    title: "Signed forms",
    at: ["/p/$patientId/consents", "/p/$patientId/consents/$consentId"],
    roles: ["front-desk"],
    sources: ["front-desk/consents", "../shell"],
    purpose: [
      "What a patient has signed at the tablet: which form in which version and language, when, and how long it counts.",
    ],
    tasks: [
      {
        to: "Print a form as it was signed",
        how: "Open the form and press **Print**. The sheet has the words of its version, the signature, and the marks that would show a change.",
      },
    ],
    words: ["consent"],
    rules: [
      {
        number: "SCH-171",
        says: "What was signed keeps its words. A change of a form is a new version, which is signed anew.",
      },
      { number: "SCH-172", says: "A form is due where its newest version was not signed, or too long ago." },
    ],
    lessons: [],
  },
  {
    id: "appointments",
    title: "Patient's appointments",
    at: ["/p/$patientId/appointments"],
    roles: ["front-desk"],
    sources: ["schedule"],
    purpose: ["Every visit that was ever booked for this patient, the latest first, with what became of it."],
    tasks: [
      { to: "Book another", how: "Press **Book**." },
      { to: "Print the coming ones", how: "Press **Appointment card**." },
    ],
    words: ["cancellation", "confirmed"],
    rules: [{ number: "SCH-92", says: "Nothing is left out: cancelled and missed visits stay on the list." }],
    lessons: ["fd.04"],
  },
  {
    id: "appointment-card",
    title: "Appointment card",
    at: ["/p/$patientId/appointment-card"],
    roles: ["front-desk"],
    sources: ["schedule/papers"],
    purpose: ["The coming visits on a card to take home, in the patient's language."],
    tasks: [{ to: "Change its language", how: "Choose it at **Language of the card**, then print." }],
    words: ["confirmed"],
    rules: [
      { number: "SCH-120", says: "Only visits that are booked and still to come stand on it, the next one first." },
    ],
    lessons: [],
  },
  {
    id: "excuse",
    title: "Work or school excuse",
    at: ["/p/$patientId/excuse/$appointmentId"],
    roles: ["front-desk"],
    sources: ["schedule/papers"],
    purpose: ["Says that somebody was here, for a school or an employer. It says nothing about health."],
    tasks: [
      {
        to: "Make one out",
        how: "Choose what it excuses from at **Excuse from**, and the days at **Away from** and **Away through**.",
      },
      { to: "Excuse who came along", how: "Turn on **For somebody who came along** and write the name." },
    ],
    words: ["minimum necessary"],
    rules: [{ number: "SCH-121", says: "It is for a visit that the patient was checked in for, and for no other." }],
    lessons: [],
  },
];
