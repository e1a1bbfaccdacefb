import type { Role } from "@practicum/contracts/permission";
import type { HelpPage } from "./page.ts";

const providers: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];
const treating: readonly Role[] = ["medical-assistant", ...providers];

/** Screens of who treats: the room, the chart, the note. */
export const clinicalHelp: readonly HelpPage[] = [
  {
    id: "today",
    title: "Today",
    at: ["/today"],
    roles: providers,
    sources: ["today"],
    purpose: ["Your own day: who comes and where they are, notes to finish, what others wait for from you."],
    tasks: [
      { to: "Open a note", how: "Press the patient under **Patients of today**." },
      {
        to: "Finish what is left",
        how: "**Notes to finish** are visits whose note is not signed; **To co-sign** are those of the people you supervise; **Returned to you** came back with a comment.",
      },
    ],
    words: ["co-signature", "physician assistant", "seal"],
    rules: [
      { number: "CHT-59", says: "Only the visit's provider signs its note, once." },
      { number: "CHT-63", says: "Only the physician who is named in the note co-signs it." },
    ],
    lessons: ["md.01", "md.05"],
  },
  {
    id: "access",
    title: "Who may open this chart",
    at: ["/p/$patientId/access"],
    roles: ["front-desk", ...treating, "practice-manager"],
    sources: ["encounter/access", "../patient"],
    purpose: ["Why you can open this chart or not, who restricted it, and who opened it all the same."],
    tasks: [
      {
        to: "Restrict a chart",
        how: "Press **Restrict this chart**, say why it is sensitive and whom it keeps out, and name people. Who treats the patient is let in by that.",
      },
      { to: "Let somebody else in", how: "Press **Change**, choose the people, and press **Save the restriction**." },
      { to: "End it", how: "Press **Lift** and say why it is not needed any more. It stays on record." },
      {
        to: "See what is kept apart in a chart",
        how: "**Sensitive parts** says what opens to you, and by what. For the rest press **Open what is not shown…**, say why you need it, and press **Open the sensitive parts**. A manager reads it.",
      },
      {
        to: "Record a consent to send substance use records",
        how: "Press **Record a signed consent** and say who may have what, and what for. Without one, nothing of that is sent.",
      },
      {
        to: "Treat a patient whose chart is restricted",
        how: "Say why you need it, in your words, and press **Open the chart**. A manager reads it.",
      },
    ],
    words: ["restricted chart", "break the glass", "minimum necessary"],
    rules: [
      { number: "CHT-190", says: "Who is not let in is told nothing of the chart, by whatever way." },
      { number: "CHT-194", says: "With a reason it opens for four hours, and the patient may see who it was." },
      { number: "CHT-193", says: "No restriction leaves a chart that nobody can open." },
      { number: "CHT-286", says: "Whoever does not see a sensitive part is not told that there is one." },
      { number: "CHT-294", says: "Substance use records go out under a consent that names who gets them." },
    ],
    lessons: ["md.11"],
  },
  {
    id: "rooming",
    title: "Rooming",
    at: ["/p/$patientId/rooming"],
    roles: ["medical-assistant"],
    sources: ["rooming", "../chart"],
    purpose: ["What is asked and measured before the provider comes: the reason, vital signs, allergies, medicines."],
    tasks: [
      {
        to: "Measure",
        how: "Fill in **Vital signs** and press **Save vital signs**. What was not measured stays empty.",
      },
      {
        to: "Ask about allergies",
        how: "Choose from **Usual allergies** or add one with its **Reaction**. None is only said where somebody asked.",
      },
      { to: "Go through the medicines", how: "Compare with what the patient brings, then press **Mark as reviewed**." },
      {
        to: "Go through what the patient wrote at the tablet",
        how: "Under **The patient says** it stands in the patient's words. Ask, enter what is so in the lists, then press **Gone through with the patient**.",
      },
      {
        to: "Answer what the note's template leaves to you",
        how: "Under **Templates of this note** stand its fields. A digit chooses an answer; a star says that the signature needs it.",
      },
      { to: "Hand over", how: "Press **Ready for the provider**." },
    ],
    words: ["rooming", "vital signs", "critical value", "allergy", "NKDA", "reconciliation", "chief complaint"],
    rules: [
      {
        number: "CHT-16",
        says: "A critical value is told to a provider at once, and stands until the provider knows.",
      },
      {
        number: "SCH-169",
        says: "What a patient writes at the tablet is no fact of the chart before a clinician enters it.",
      },
      { number: "CHT-21", says: "Not asked, none known, and a list are three different things." },
      { number: "CHT-14", says: "A wrong value is marked as an error. It stays to be seen, with who and why." },
      { number: "CHT-15", says: "Values go to a visit of this patient that is open, or to none." },
    ],
    lessons: ["ma.01", "ma.02", "ma.03", "ma.06", "ma.10"],
  },
  {
    id: "visits",
    title: "Visits",
    at: ["/p/$patientId/visit"],
    roles: treating,
    sources: ["encounter"],
    purpose: ["All visits of the patient with their notes, the latest first."],
    tasks: [{ to: "Read or go on with a note", how: "Press the visit in the list **Visits**." }],
    words: ["SOAP", "seal"],
    rules: [
      { number: "CHT-33", says: "Every version of a note that was saved can be read, with who wrote it and when." },
    ],
    lessons: ["md.01"],
  },
  {
    id: "note",
    title: "Note of a visit",
    at: ["/p/$patientId/visit/$visitId"],
    roles: providers,
    sources: ["encounter", "../chart/note"],
    purpose: [
      "What was found, thought and done in one visit, with its codes and orders, up to the signature. After it the note does not change.",
    ],
    tasks: [
      {
        to: "Write",
        how: "Each of the **Sections** is kept while you type. Type / for a diagnosis, an order or a phrase. What a phrase asks for is selected: write it, or answer by its digit; Tab goes to the next.",
      },
      {
        to: "Begin with a template",
        how: "Choose a **Template for this note**. Its fields write the text below them; what you change there by hand stays, and **Add that below** or **Leave the text** is asked where the field says something else later. What was answered in rooming comes with **Bring it into the text**.",
      },
      {
        to: "Take over from an earlier note",
        how: "Under **Prior notes** press **Take over** at a section, or a line of it; in the text “//lines” leads there. The margin says where each line is from until a hand has changed most of it; Ctrl+Z takes it back.",
      },
      {
        to: "Order a medicine",
        how: "Press **Order a medication**, then **Add the order**. An alert that stops is passed with a reason: **Override the alert**.",
      },
      {
        to: "Say when the patient comes back",
        how: "Under **Follow-up visit** press the time, or **None needed**. Kind of visit, provider and reason can be changed there; the desk books it at the checkout.",
      },
      {
        to: "Sign",
        how: "Press **Sign…**. What stands in the way is listed at **Before signing**, each with the way to it.",
      },
      {
        to: "Answer a contradiction",
        how: "Under **Contradictions** follow the link of the fact that is wrong, or press **Give the reason**. One that stops the signature needs one of the two.",
      },
      { to: "Add to a signed note", how: "Press **Add addendum**." },
      {
        to: "Co-sign, or send back",
        how: "Write an **Attestation** if you want one, or press **Return the note** and say what is missing.",
      },
    ],
    words: ["SOAP", "ICD-10-CM", "CPT", "E/M", "diagnosis pointer", "alert", "seal", "addendum", "co-signature"],
    rules: [
      {
        number: "CHT-350",
        says: "What a person wrote or changed in the text is never written over by a template's fields.",
      },
      {
        number: "CHT-352",
        says: "A field that the template needs, and that is shown, is answered before the signature.",
      },
      { number: "CHT-51", says: "Without reason, history, assessment or plan a note can't be signed." },
      { number: "CHT-47", says: "An alert that stops needs a reason from who has read it." },
      {
        number: "CHT-54",
        says: "A note that is mostly word for word the last one must be gone over before it is signed.",
      },
      {
        number: "CHT-364",
        says: "Before the signature it is said how many lines of earlier notes nobody has touched.",
      },
      { number: "CHT-457", says: "Before the signature it is said where nothing was said of a visit to come." },
      { number: "CHT-62", says: "What is signed stays as it is. A correction is an addendum." },
      { number: "CHT-57", says: "A physician assistant names the physician who will co-sign." },
    ],
    lessons: ["md.01", "md.03", "md.05", "md.06", "md.08"],
  },
  {
    id: "after-visit",
    title: "After-visit summary",
    at: ["/p/$patientId/visit/$visitId/summary"],
    roles: treating,
    sources: ["encounter/summary"],
    purpose: [
      "What the patient takes home: what was found, what to do now, which medicines, in plain words and in the patient's language.",
    ],
    tasks: [
      { to: "Write what to do", how: "Fill in **What to do now, in the patient’s words**." },
      { to: "Choose the language", how: "Use **Language of the sheet**." },
    ],
    words: ["reconciliation"],
    rules: [
      { number: "CHT-140", says: "What was handed out is kept word for word, with its language and who gave it." },
    ],
    lessons: [],
  },
  {
    id: "prescriptions",
    title: "Prescriptions on paper",
    at: ["/p/$patientId/visit/$visitId/prescriptions"],
    roles: treating,
    sources: ["encounter/prescriptions"],
    purpose: [
      "The signed prescriptions of a visit as a pharmacist reads them. A controlled substance has a sheet of its own.",
    ],
    tasks: [
      {
        to: "Print",
        how: "Leave those chosen that are to be printed, then choose **Print**. They are sent by paper then.",
      },
      {
        to: "Send it instead",
        how: "Beside the order, **Send to** the patient’s pharmacy, where there is a connection. A controlled one is printed.",
      },
      {
        to: "Print again",
        how: "Choose it and print: the sheet says that it is a reprint, or a copy of what went another way.",
      },
    ],
    words: [],
    rules: [
      {
        number: "CHT-411",
        says: "Printing records who sent the prescription by paper, and when; no draft is printed.",
      },
      { number: "CHT-412", says: "A second sheet says of itself what it is, so that nothing is filled twice." },
    ],
    lessons: [],
  },
  {
    id: "chart",
    title: "Chart",
    at: ["/p/$patientId/chart"],
    roles: treating,
    sources: ["encounter"],
    purpose: [
      "What is true of the patient beyond one visit: problems, allergies, vaccines, vital signs, what prevention is due.",
    ],
    tasks: [
      { to: "Add a problem", how: "Search it at **Add a problem**. One that is over ends as **Resolved today**." },
      { to: "Add an allergy", how: "Use **Add an allergy**, with reaction and severity as the patient tells them." },
      { to: "Mark a wrong entry", how: "Choose **Entered in error** and say why. It stays visible." },
    ],
    words: ["allergy", "NKDA", "entered in error", "CVX", "VIS", "lot", "ICD-10-CM"],
    rules: [
      { number: "CHT-23", says: "Nothing is deleted: an entry ends, with who, when and why." },
      { number: "CHT-130", says: "Each list is read whole, or says that it could not be." },
      { number: "CHT-27", says: "A vaccine that is given here has its lot, its site and its sheet." },
    ],
    lessons: ["ma.03", "ma.04", "ma.10"],
  },
  {
    id: "medications",
    title: "Medications",
    at: ["/p/$patientId/meds"],
    roles: treating,
    sources: ["encounter"],
    purpose: ["What the patient takes, from us and from elsewhere, and what became of each prescription."],
    tasks: [
      {
        to: "Add what the patient takes",
        how: "Use **Add a medication the patient takes** and write how it is taken.",
      },
      { to: "Say that the list was gone through", how: "Press **Mark as reviewed**." },
      {
        to: "Note that a refill is asked for",
        how: "In the menu of the line choose **Refill asked by the patient** or **Refill asked by the pharmacy**.",
      },
      { to: "End one", how: "Choose **Discontinued**, or **Entered in error** where it was never true." },
    ],
    words: ["reconciliation", "RxNorm", "refill"],
    rules: [
      { number: "CHT-25", says: "That the list was gone through is kept with who did it and when." },
      { number: "CHT-24", says: "A medicine is active on the list once." },
      {
        number: "CHT-112",
        says: "Signed prescriptions that nobody has sent are a list of their own, so that none is forgotten.",
      },
    ],
    lessons: ["ma.03", "md.03"],
  },
  {
    id: "results",
    title: "Results",
    at: ["/p/$patientId/results"],
    roles: treating,
    sources: ["encounter"],
    purpose: ["Results of tests over time, by name, with what is out of range."],
    tasks: [{ to: "Follow a value", how: "Press a line of **Results by name**." }],
    words: ["CLIA-waived", "follow-up"],
    rules: [
      {
        number: "CHT-12",
        says: "High and low are said by the range of the age on the day, in words and not by colour alone.",
      },
    ],
    lessons: [],
  },
  {
    id: "growth",
    title: "Growth",
    at: ["/p/$patientId/growth"],
    roles: treating,
    sources: ["encounter/growth"],
    purpose: [
      "How a child grows, beside children of the same age and sex: a picture, its values in a table, and in words.",
    ],
    tasks: [
      {
        to: "Look at another measure",
        how: "Choose it at **Chart**. The table has **Measured** and **Percentile** of each day.",
      },
    ],
    words: ["vital signs"],
    rules: [{ number: "CHT-184", says: "The chart says in words what it shows, and prints with its table." }],
    lessons: [],
  },
  {
    id: "documents",
    title: "Documents",
    at: ["/p/$patientId/documents"],
    roles: treating,
    sources: ["encounter/documents"],
    purpose: ["Photos, scans, outside records and letters of the patient, the newest first."],
    tasks: [
      {
        to: "File a photo or a paper",
        how: "Press **Choose files** or **Take a photo**, or drop or paste it. Say what is seen on it, then press **File in the chart**.",
      },
      { to: "Find one", how: "Type a word of the title or the body site, or choose the kind." },
    ],
    words: ["entered in error"],
    rules: [
      { number: "CHT-207", says: "A file is a picture or a PDF by what is in it, whatever its name says." },
      { number: "CHT-208", says: "The place and the device that a camera writes into a picture are not kept." },
      { number: "CHT-210", says: "The same file stands in a chart once." },
    ],
    lessons: [],
  },
  {
    id: "document",
    title: "One document",
    at: ["/p/$patientId/documents/$documentId"],
    roles: treating,
    sources: ["encounter/documents"],
    purpose: ["A photo, a paper or a letter, with marks that lie over it and never change it."],
    tasks: [
      {
        to: "Point at something",
        how: "Press **Add arrow**, **Add circle** or **Add text**, draw on the picture or move it with the arrow keys, then press **Save marks**.",
      },
      { to: "See whether it changed", how: "Choose the earlier photo at **Compare with**." },
      { to: "Take a wrong one out", how: "Press **Entered in error** and say why. It stays, struck through." },
    ],
    words: ["entered in error"],
    rules: [
      {
        number: "CHT-211",
        says: "Marks, turns and cuts are kept beside the picture. The picture stays as it was taken.",
      },
      { number: "CHT-212", says: "Nothing is deleted: a wrong document stays with who said so, when and why." },
      { number: "CHT-213", says: "Each look into a document is in the audit trail." },
    ],
    lessons: [],
  },
  {
    id: "procedures",
    title: "Procedures",
    at: ["/p/$patientId/procedures"],
    roles: treating,
    sources: ["encounter/procedures"],
    purpose: ["What was cut, frozen or sent away, from the order until the patient knows what was found."],
    tasks: [
      {
        to: "Order a biopsy",
        how: "Choose it at **Procedure**, press its place on the map or choose it at **Place on the body**, then press **Order the procedure**.",
      },
      {
        to: "Say what comes next",
        how: "Press the button of the next step. A step that was wrong goes by **Take the last step back**.",
      },
    ],
    words: ["follow-up", "specimen", "time-out"],
    rules: [
      { number: "CHT-215", says: "Each container has a label that no other has." },
      {
        number: "CHT-216",
        says: "A specimen goes from done to sent, reported, reviewed and told, and no step is left out.",
      },
    ],
    lessons: ["ma.05"],
  },
  {
    id: "letters",
    title: "Letters",
    at: ["/p/$patientId/letters", "/p/$patientId/letters/$letterId"],
    roles: treating,
    sources: ["encounter/letters"],
    purpose: [
      "Excuses for work or school and referrals, from the practice's templates. An excuse says when somebody was here, and nothing of why.",
    ],
    tasks: [
      {
        to: "Write one",
        how: "Under **New letter** choose the visit at **About the visit** and press a template: the letter is filled in from the record.",
      },
      {
        to: "Choose what goes along with a referral",
        how: "Tick what is needed under **Include from the chart**, and say at **Reason for referral** why you send the patient.",
      },
      { to: "Sign it", how: "A provider presses **Sign the letter**. Others press **Keep as a draft**." },
      {
        to: "Say how it went out",
        how: "Press **Given by hand**, or choose fax or mail and press **Mark as sent**. What waits is shown at the checkout.",
      },
    ],
    words: ["minimum necessary", "referral", "entered in error"],
    rules: [
      { number: "CHT-247", says: "Diagnoses and lists stand in a letter only where the writer chooses them." },
      { number: "CHT-249", says: "A signed letter does not change, and stands among the documents." },
      { number: "CHT-250", says: "Signed is not given: how it went out is kept with who and when." },
    ],
    lessons: [],
  },
  {
    id: "alerts",
    title: "Alerts",
    at: ["/reports/alerts"],
    roles: [...providers, "practice-manager"],
    sources: ["encounter/alerts"],
    purpose: [
      "How often each rule of alerts is shown with orders, what becomes of the order, and how loud the rule is here. An alert that everybody goes past teaches them to go past the one that counts.",
    ],
    tasks: [
      {
        to: "See what an alert is good for",
        how: "**Useful** is the share of orders that were changed or dropped after it. Press a rule for the reasons that were given and, if you read charts, the orders behind it.",
      },
      {
        to: "Make a rule quieter",
        how: "Press it, read how often it would have been raised and how often usefully, choose **Passive** or **Off**, give a reason and press **Save**. **As usual** is the way back.",
      },
    ],
    words: ["alert fatigue"],
    rules: [
      { number: "CHT-485", says: "A rule whose silence could kill is not made quieter by anybody." },
      {
        number: "CHT-488",
        says: "An alert that you answered today for the same patient and drugs does not stop you again.",
      },
    ],
    lessons: ["pm.06"],
  },
  {
    id: "contradictions",
    title: "Contradictions",
    at: ["/contradictions"],
    roles: ["physician"],
    sources: ["encounter/contradictions"],
    purpose: [
      "What in the charts cannot be so at once: sex, age, side, pregnancy, diagnoses, medicines and allergies are compared. It is a question about the record, not about the patient.",
    ],
    tasks: [
      {
        to: "Mend one",
        how: "Press its line in the list **Contradictions**: the chart opens at it, with the way to both facts. What has a reason is not listed.",
      },
      {
        to: "See how the notes do",
        how: "Choose **Notes by provider**, and press a line to see the notes behind it.",
      },
    ],
    words: ["contradiction", "entered in error"],
    rules: [
      { number: "CHT-231", says: "A reason holds until one of the two facts changes, with who gave it and when." },
      {
        number: "CHT-232",
        says: "The registered sex does not say which organs a person has: one reason holds for good.",
      },
      { number: "CHT-243", says: "The list says how many charts were looked at." },
    ],
    lessons: [],
  },
  {
    id: "results-inbox",
    title: "Results",
    at: ["/results"],
    roles: treating,
    sources: ["encounter/tests", "../chart/tests"],
    purpose: [
      "Every laboratory test and imaging study that waits for somebody: results to review, the gravest first, and orders that nobody has sent or answered.",
    ],
    tasks: [
      {
        to: "Sign a result",
        how: "Press its line. Say what follows, write what the patient is to be told, and press **Sign**. A normal one is signed by **S**.",
      },
      {
        to: "Sign normal results together",
        how: "Choose them with **X**, then press **Sign** above the list. What is abnormal is read and signed by itself.",
      },
      { to: "See what is overdue", how: "Press **Overdue** or another part above the list." },
      {
        to: "Say whose a report is",
        how: "Press **Unmatched**, compare the report with the orders beside it, and press **File it here**; or say why it is nobody's.",
      },
    ],
    words: ["result", "follow-up", "specimen"],
    rules: [
      { number: "CHT-385", says: "Only normal results are signed together." },
      { number: "CHT-391", says: "No report is filed by a name alone." },
    ],
    lessons: [],
  },
  {
    id: "tests",
    title: "Tests",
    at: ["/p/$patientId/tests", "/p/$patientId/requisition/$visitId"],
    roles: treating,
    sources: ["encounter/tests", "../chart/tests"],
    purpose: [
      "A patient's laboratory tests and imaging studies, each with its result, what became of it, and what comes next.",
    ],
    tasks: [
      {
        to: "Send one",
        how: "Press **Requisition**, print it, and press **Mark as sent** at the order.",
      },
      {
        to: "Enter a result that came by fax",
        how: "Press **Enter the result**, type each value as the report has it, and press **Enter the result**.",
      },
      { to: "Correct one", how: "Press **Enter a correction**: the report before stays to be seen." },
    ],
    words: ["result", "specimen"],
    rules: [
      { number: "CHT-373", says: "An order ends when the patient was told of its result." },
      { number: "CHT-381", says: "The chart has the values of the report that stands, and of no other." },
    ],
    lessons: [],
  },
  {
    id: "refills",
    title: "Refills",
    at: ["/inbox/refills"],
    roles: treating,
    sources: ["encounter/refills"],
    purpose: [
      "Refills that a pharmacy or a patient asked for between visits, the oldest first, each with what the protocol says of it and why.",
    ],
    tasks: [
      {
        to: "Decide one",
        how: "Press **Approve**, **Needs a visit**, or write the reason and press **Deny**: **Y**, **V** and **D** on its line. It can be taken back.",
      },
      {
        to: "Approve several",
        how: "Choose with **X** those that the protocol passes, then press **Approve** above the list.",
      },
      {
        to: "Tell who asked",
        how: "Under **To answer** write how they were told, and press **Answer given**. A pharmacy that asked electronically is answered by itself.",
      },
    ],
    words: ["refill"],
    rules: [
      { number: "CHT-419", says: "The protocol names each rule that does not pass, with its reason." },
      { number: "CHT-421", says: "A controlled substance is never approved here." },
    ],
    lessons: ["ma.07"],
  },
  {
    id: "specimens",
    title: "Specimens",
    at: ["/specimens"],
    roles: treating,
    sources: ["encounter/procedures"],
    purpose: ["Every procedure and specimen that waits for somebody, what is due first, with whose it is."],
    tasks: [{ to: "Go on with one", how: "Press its line in the list **Specimens**." }],
    words: ["follow-up", "specimen"],
    rules: [{ number: "CHT-218", says: "Each step has a day and an owner. After the day it is overdue, and says so." }],
    lessons: ["ma.05"],
  },
  {
    id: "referrals",
    title: "Referrals",
    at: ["/referrals"],
    roles: ["front-desk", ...treating],
    sources: ["encounter/referrals", "../chart/referrals"],
    purpose: ["Every referral to others that waits for somebody, what is due first, with whose it is."],
    tasks: [
      { to: "See one part of it", how: "Press **Overdue**, **To send** or another part above the list." },
      { to: "Go on with one", how: "Press its line in the list **Referrals**." },
      { to: "Change an office of the directory", how: "Press **Outside offices** above the list." },
    ],
    words: ["referral", "follow-up"],
    rules: [
      { number: "CHT-257", says: "Each step has a day by urgency, and an owner. After the day it is overdue." },
      { number: "CHT-263", says: "Restricted charts that do not open to you are not in the list." },
      { number: "CHT-274", says: "The list is live: what somebody else records appears by itself." },
    ],
    lessons: [],
  },
  {
    id: "patient-referrals",
    title: "A patient’s referrals",
    at: ["/p/$patientId/referrals"],
    roles: ["front-desk", ...treating],
    sources: ["encounter/referrals", "../chart/referrals"],
    purpose: ["To whom the patient was referred, and what became of it, until the report was read."],
    tasks: [
      {
        to: "Refer the patient",
        how: "Press **Order a referral**, choose specialty and urgency, say what is asked, and press **Order the referral**. The office is typed, or added to the directory in place.",
      },
      {
        to: "Send it",
        how: "Press **Write the letter**; a provider signs it. Then press **Sent…** and say how it went out.",
      },
      {
        to: "Say what the plan allows",
        how: "Press **The plan gave a number…** and type it with its days, or **The plan asks for none**.",
      },
      {
        to: "Say what was heard",
        how: "Press **Appointment…**, **Report came…**, **Declined…** or **Not seen…**.",
      },
      {
        to: "Close it",
        how: "Press **File the report…** and **This is the report** at the document; the provider presses **Review…** and says what follows. Where that is a follow-up, **Who follows it up** makes it a task of that one.",
      },
      {
        to: "Ask another office",
        how: "Press **Choose another office…**. A letter that nobody has signed is addressed to it by itself; for a signed one press **Write another letter**.",
      },
      { to: "Mend a mistake", how: "Press **Take the last step back…** and say why. It stays, struck through." },
    ],
    words: ["referral", "follow-up", "minimum necessary"],
    rules: [
      { number: "CHT-255", says: "By fax, by mail and by hand a signed letter goes out." },
      { number: "CHT-272", says: "An unsigned letter goes where the referral goes." },
      {
        number: "CHT-280",
        says: "The plan's number stands with the referral and its days; the practice's own claims do not carry it.",
      },
      {
        number: "CHT-261",
        says: "Order, review and cancelling are a provider’s; what was sent and heard is everybody’s here.",
      },
      { number: "CHT-262", says: "Who arranges the visit does not see what is asked and why." },
    ],
    lessons: ["fd.07", "md.09"],
  },
];
