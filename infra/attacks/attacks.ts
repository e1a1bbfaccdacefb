/** A test that tries an attack: its file, and words of its name as they stand there. */
export interface AttackTest {
  readonly file: string;
  readonly name: string;
}

/** An attack, and what became of it here. */
export interface Attack {
  /** `T` of the general list of forty, `R` of what a review found in this product. */
  readonly id: string;
  readonly attack: string;
  /** The tests that try it, each with legitimate work beside it. Without any, `because` says why. */
  readonly tests: readonly AttackTest[];
  /** Why there is no test: nothing here to attack, or not closed yet. SECURITY.md repeats it. */
  readonly because?: string;
}

const gateway = (file: string, name: string) => ({ file: `services/gateway/src/${file}`, name });
const identity = (file: string, name: string) => ({ file: `services/identity/src/${file}`, name });
const bus = (file: string, name: string) => ({ file: `infra/src/nats-${file}.bus.test.ts`, name });

const NO_PORTAL = "Patients do not sign in: there is no portal to attack.";
const door = (name: string) => identity("node/auth.pg.test.ts", name);

/** The forty, and the eighteen in their eleven groups. `npm run attack` runs the tests of all, or of those that are named. */
export const attacks: readonly Attack[] = [
  {
    id: "T1",
    attack: "Every operation by every role, and from another practice",
    tests: [
      gateway("permissions.pg.test.ts", "covers every operation with an input that its contract accepts"),
      gateway("permissions.pg.test.ts", "sees and changes nothing of this one, whatever ids it names"),
    ],
  },
  { id: "T2", attack: "A patient reads another chart", tests: [], because: NO_PORTAL },
  { id: "T3", attack: "A patient pays on another's account", tests: [], because: NO_PORTAL },
  {
    id: "T5",
    attack: "A proxy goes on after the access was taken back",
    tests: [
      {
        file: "packages/service/src/pipeline.db.test.ts",
        name: "a proxy and an instructor reach whom they were given",
      },
    ],
  },
  {
    id: "T7",
    attack: "One gives oneself a role, or keeps one that was taken away",
    tests: [
      identity(
        "second-person.db.test.ts",
        "IDN-78, IDN-80 a manager does not become a physician, nor lets the desk become a manager, alone",
      ),
      gateway(
        "sign-in.pg.test.ts",
        "for who is made inactive, and roles that were taken away are gone, at the next call",
      ),
    ],
  },
  {
    id: "T8",
    attack: "Keys that the contract does not know, and who asks, in the body",
    tests: [
      { file: "packages/contracts/src/strict.test.ts", name: "no input takes a key that it does not know" },
      gateway("door.pg.test.ts", "GTW-1 what is sent does not say who asks"),
    ],
  },
  {
    id: "T9",
    attack: "A batch that mixes allowed and forbidden calls",
    tests: [
      gateway(
        "door.pg.test.ts",
        "GTW-10 each call of a batch is answered by itself: what is forbidden or unknown spoils no other",
      ),
    ],
  },
  {
    id: "T14",
    attack: "Polling keeps a session alive",
    tests: [
      gateway("sign-in.pg.test.ts", "GTW-3 queries do not keep a session alive, commands and reported activity do"),
    ],
  },
  {
    id: "T15",
    attack: "A session outlives sign-out or a change of the password",
    tests: [
      gateway("sign-in.pg.test.ts", "on sign-out, at once, for every copy of the cookie"),
      gateway("sign-in.pg.test.ts", "on a password change, elsewhere; here it goes on"),
    ],
  },
  {
    id: "T17",
    attack: "Guessing with rotated addresses and forged forwarding",
    tests: [
      door("IDN-55 rotating addresses in one /64 does not help, nor many addresses against one person"),
      gateway("sign-in.pg.test.ts", "limits count the address of the connection, whatever X-Forwarded-For says"),
    ],
  },
  {
    id: "T18",
    attack: "An authenticator's code used twice, or guessed",
    tests: [
      door(
        "IDN-60 where it is on, the password alone gives no session, a code is taken once, and a refused one bears a name",
      ),
    ],
  },
  {
    id: "T19",
    attack: "The second factor is gone around by an endpoint of the library",
    tests: [
      gateway(
        "sign-in.pg.test.ts",
        "GTW-12 IDN-48 of better-auth nothing is reachable under its own names, and no other endpoint answers",
      ),
    ],
  },
  {
    id: "T21",
    attack: "A passkey of another origin, or of a copied authenticator",
    tests: [
      identity(
        "node/passkeys.pg.test.ts",
        "IDN-130 another page, another name, somebody who did not unlock it, or another's passkey opens nothing; the right one beside them does",
      ),
      identity("node/passkeys.pg.test.ts", "IDN-134 an authenticator that did not count on is a copy"),
    ],
  },
  {
    id: "T27",
    attack: "An X12 file with a million loops",
    tests: [
      {
        file: "packages/x12/src/mutation.test.ts",
        name: "a million loops in one claim are checked, a limited number is kept",
      },
    ],
  },
  {
    id: "T30",
    attack: "An address that leads out of the folder",
    tests: [gateway("door.pg.test.ts", "no address leads out of the folder")],
  },
  {
    id: "T33",
    attack: "A huge body",
    tests: [gateway("door.pg.test.ts", "GTW-13 too long, not JSON, another type")],
  },
  {
    id: "T34",
    attack: "Another site's page asks, or frames ours",
    tests: [
      gateway("door.pg.test.ts", "GTW-20 GTW-21 only our own pages, under our own name"),
      gateway("door.pg.test.ts", "GTW-30 every answer is hard to misuse"),
    ],
  },
  {
    id: "T35",
    attack: "A stranger at the broker",
    tests: [
      bus("permissions", "without a password is refused"),
      bus("permissions", "with a wrong password is refused, and with the right one is let in"),
    ],
  },
  {
    id: "T36",
    attack: "A service tells another's event",
    tests: [
      bus("permissions", "a forged event is not stored"),
      bus("attacks", "an event is its service's alone: unsigned, or with another's name in it, it is none"),
    ],
  },
  {
    id: "T37",
    attack: "The audit trail is edited, cut or reordered by the tables' owner",
    tests: [
      identity("audit.db.test.ts", "IDN-23 IDN-24 what the owner of the tables changes is found at its entry"),
      identity(
        "audit.db.test.ts",
        "IDN-25 IDN-30 a cut chain goes on and does not become the new truth: what is gone is told for good",
      ),
    ],
  },
  {
    id: "T38",
    attack: "Plain HTTP, old TLS, and cookies that scripts or other sites can use",
    tests: [
      gateway("sign-in.pg.test.ts", "the cookies are hidden from scripts and stay on this site"),
      gateway("certificate.test.ts", "batches are answered by HTTP/2, and TLS below 1.2 is refused"),
      gateway(
        "certificate.test.ts",
        "the plain port sends on who reads, to our own name alone, and refuses what would",
      ),
    ],
  },
  {
    id: "T39",
    attack: "Patient data in logs, errors and addresses",
    tests: [gateway("canary.pg.test.ts", "what is private to a patient shows up for who asks, and nowhere else")],
  },
  {
    id: "R1",
    attack: "A service's login at the broker serves for another's, or for a person",
    tests: [
      bus("attacks", "an event that JetStream is made to deliver as a request is not served; the gateway's request is"),
      bus("attacks", "its durable stays as the operator made it, and nothing else of the store is read"),
      bus("attacks", "nobody is asked, by whatever reply and signature"),
      {
        file: "packages/bus/src/nats-signing.test.ts",
        name: "another operation, another practice, actor or body, another time or another's key: nobody signed it",
      },
    ],
  },
  {
    id: "R2",
    attack: "Entries of the audit trail forged or dated back",
    tests: [
      identity(
        "audit.db.test.ts",
        "IDN-29 an entry bears its service's name and both times, and is found on the day it came",
      ),
      identity(
        "audit.db.test.ts",
        "IDN-30 whatever is done to the chain's end, who works is entered, and nothing that is there is lost",
      ),
    ],
  },
  {
    id: "R3",
    attack: "A stranger locks a person out, at the password, at the second step or at a code",
    tests: [
      door(
        "IDN-54 IDN-56 one address that guesses at a person shuts nobody out, and a known browser has its own count",
      ),
      door(
        "IDN-60 where it is on, the password alone gives no session, a code is taken once, and a refused one bears a name",
      ),
      door(
        "IDN-46 strangers' wrong tries do not use a code up, are counted by where they come from, and keep nobody there from the right one",
      ),
      identity("domain/sign-in.test.ts", "IDN-54 a source that is blocked counts against nobody"),
    ],
  },
  {
    id: "R4",
    attack: "One session or one practice takes everybody's time",
    tests: [
      gateway(
        "load.test.ts",
        "GTW-44 bytes are counted by session: one's flood is refused unread, another's work goes on",
      ),
      gateway("load.test.ts", "GTW-43 what is nested without end is refused before any service sees it"),
      gateway("load.test.ts", "a practice's flood by many of its people leaves places to another practice"),
      gateway(
        "fair-gate.test.ts",
        "GTW-45 one person who asks for a hundred things leaves places to others, and theirs come in turn",
      ),
    ],
  },
  {
    id: "R5",
    attack: "Thousands of idle connections",
    tests: [
      gateway(
        "sockets.test.ts",
        "GTW-48 thousands of idle connections from one address keep nobody else out, nor who works from that address",
      ),
      gateway("sockets.test.ts", "GTW-48 where all connections are taken, who has most of them makes room"),
      gateway(
        "sockets.test.ts",
        "GTW-49 who sends nothing, half a head or half a body is let go; who finishes is answered",
      ),
      gateway("sockets.test.ts", "GTW-50 live connections are counted by session, whatever else stands in the cookie"),
    ],
  },
  {
    id: "R6",
    attack: "Another's order goes out under my signature",
    tests: [
      {
        file: "services/charting/src/authors.db.test.ts",
        name: "CHT-113, CHT-114 a colleague's order and codes don't go out under my signature unseen",
      },
    ],
  },
  {
    id: "R7",
    attack: "A screen of a manager that was left open, or one manager alone",
    tests: [
      identity("staff.db.test.ts", "IDN-59 who has not shown lately who it is changes nothing"),
      identity("account.db.test.ts", "IDN-116 roles, closing, opening and the address are told to the person"),
      identity("account.db.test.ts", "IDN-115 the owners see what managers did and tried, page after page"),
      identity("account.db.test.ts", "IDN-113 IDN-114 what is stored decides"),
      identity("races.pg.test.ts", "IDN-113 owners who put each other out leave one"),
      {
        file: "packages/contracts/src/strict.test.ts",
        name: "accounts, roles, the practice's own numbers and money that is given up ask for a person who has just shown who it is",
      },
      door("is made by two: a manager alone gets none, and none twice"),
    ],
  },
  {
    id: "R8",
    attack: "A password that many have, or that is known: a second factor by role, new browsers told, sessions ended",
    tests: [
      identity("domain/sign-in.test.ts", "is guessed first, and may not"),
      identity("node/account.pg.test.ts", "IDN-127 IDN-128 the password alone opens nothing but the setting up"),
      identity("node/account.pg.test.ts", "IDN-118 of a sign-in from a browser that is not known"),
      identity("node/account.pg.test.ts", "IDN-119 a manager ends a person's sessions, nobody else does"),
    ],
  },
  {
    id: "R10",
    attack: "Clinical text to who treats nobody",
    tests: [
      gateway(
        "minimum-necessary.db.test.ts",
        "CHT-124, MSG-39 the live channel tells nobody of a chart who may not read it",
      ),
    ],
  },
  {
    id: "R11",
    attack:
      "Names of practices to strangers; one visitor's failures empty another's memory; secrets that are inherited",
    tests: [
      gateway(
        "sign-in.pg.test.ts",
        "GTW-52 IDN-58 of several practices strangers are told none, and a browser the one that it knows",
      ),
      gateway("sessions.test.ts", "GTW-53 what one visitor does at the door empties nobody else's memory"),
      {
        file: "infra/src/child-environment.test.ts",
        name: "IDN-57 a process of ours gets no secret of the launcher's environment, and what it needs",
      },
    ],
  },
  {
    id: "T4",
    attack: "A photo, a signature or a paper by its number",
    // Papers and files have no addresses of their own. They come through operations, by the ids of a practice that fills all of them.
    tests: [
      gateway("permissions.pg.test.ts", "nobody may do anything"),
      gateway("permissions.pg.test.ts", "sees and changes nothing of this one, whatever ids it names"),
      gateway("door.pg.test.ts", "no address leads out of the folder"),
    ],
  },
  {
    id: "T6",
    attack: "A biller opens a psychotherapy note",
    tests: [],
    because:
      "OPEN: sensitive parts of a chart have no class of their own yet. A biller reads the signed note of a visit while it is billed, a psychotherapy note among them, and no other (CHT-123).",
  },
  { id: "T10", attack: "Export of any patient's chart", tests: [], because: "No operation exports a chart." },
  {
    id: "T11",
    attack: "Break-the-glass without a reason",
    tests: [],
    because: "There is no break-the-glass, with or without a reason: no operation widens what a role reads (T1).",
  },
  {
    id: "T12",
    attack: "A query without the practice reads others",
    tests: [
      {
        file: "packages/db/src/setup.pg.test.ts",
        name: "a service's login of one practice opens no other practice's database",
      },
      { file: "packages/db/src/setup.pg.test.ts", name: "gives a service its own schema and no other" },
      gateway("door.pg.test.ts", "GTW-1 what is sent does not say who asks"),
    ],
  },
  {
    id: "T13",
    attack: "A session is given to the victim before signing in",
    tests: [
      identity(
        "node/account.pg.test.ts",
        "IDN-40 a session that was put into a browser before signing in is not the one that signing in begins",
      ),
    ],
  },
  {
    id: "T16",
    attack: "A code for a password is used twice, or too late",
    tests: [
      door(
        "IDN-46 strangers' wrong tries do not use a code up, are counted by where they come from, and keep nobody there from the right one",
      ),
    ],
  },
  {
    id: "T20",
    attack: "Who has an account, by words or by time",
    tests: [],
    because:
      "OPEN: the words are the same and each refusal costs one hash (IDN-41); time is not measured by a test of this suite.",
  },
  {
    id: "T22",
    attack: "SQL in search, sort and filter",
    tests: [],
    because:
      "OPEN: what people type goes into SQL as parameters, and there is no sort by name; no test tries it by this name.",
  },
  {
    id: "T23",
    attack: "Script in a note, a message or a name",
    tests: [],
    because: "OPEN: React escapes, and the policy allows no inline script (T34); no test tries it by this name.",
  },
  {
    id: "T24",
    attack: "A picture or paper that is a program",
    tests: [
      {
        file: "services/billing/src/appeals/domain/letter.test.ts",
        name: "a paper is known by its first bytes, and has the size of its bytes",
      },
      {
        file: "services/billing/src/appeals/appeals.db.test.ts",
        name: "BIL-184: the note is the sealed one or none; files go behind it; the same letter has the same bytes",
      },
    ],
  },
  {
    id: "T25",
    attack: "A link in a C-CDA that is a script",
    tests: [],
    because: "No C-CDA is taken in or shown, and no link comes from a record: the app's links are its own routes.",
  },
  { id: "T26", attack: "XML entities and bombs", tests: [], because: "No XML is read." },
  {
    id: "T28",
    attack: "A formula in an exported table",
    // The one table that is exported, a month's journal, has dates, our own names of accounts, and amounts: no words that a person wrote.
    tests: [
      {
        file: "services/billing/src/months/domain/journal.test.ts",
        name: "BIL-245: a month without a posting has its head alone; no name needs quotes",
      },
    ],
  },
  {
    id: "T29",
    attack: "An archive that unpacks elsewhere or without end",
    tests: [],
    because: "OPEN: archives are unpacked by the operator's commands alone; no test tries it by this name.",
  },
  {
    id: "T31",
    attack: "The server is made to fetch an address",
    tests: [],
    because: "Nothing fetches an address that somebody gave.",
  },
  {
    id: "T32",
    attack: "Keys in JSON that no contract knows (not __proto__ by name)",
    tests: [{ file: "packages/contracts/src/strict.test.ts", name: "no input takes a key that it does not know" }],
  },
  {
    id: "T40",
    attack: "A backup without its key, or changed",
    tests: [
      {
        file: "infra/faults/backup-and-full-disk.pg.test.ts",
        name: "is refused with another key, after a change, and where something is there already",
      },
    ],
  },
  {
    id: "R9",
    attack: "Clinical text in the browser after signing out",
    tests: [],
    because:
      "Tried in a browser: packages/web-app/src/session/draft-vault.web.test.ts, which runs with the components.",
  },
];
