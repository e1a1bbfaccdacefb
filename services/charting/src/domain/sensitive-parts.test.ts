import { describe, expect, test } from "vitest";
import { decideConsent, withNotice } from "./part2-consent.ts";
import { idsIn, withoutHidden } from "./leave-out.ts";
import {
  classesOf,
  isMinorOfConsent,
  isShown,
  opensClass,
  proposalsOf,
  SETTINGS_BEFORE,
  speaksOf,
  type Fact,
  type PartsAsker,
  type Said,
} from "./sensitive-parts.ts";

const fact = (more: Partial<Fact> = {}): Fact => ({
  factId: "f",
  kind: "problem",
  patientId: "p",
  encounterId: null,
  codes: [],
  names: [],
  visitCodes: [],
  carriedFrom: [],
  ...more,
});
const PROGRAM = { ...SETTINGS_BEFORE, part2Program: true };
const proposed = (more: Partial<Fact>, settings = SETTINGS_BEFORE, isMinor = false) =>
  proposalsOf(fact(more), settings, isMinor).map((one) => one.class);
const said = (says: "set" | "lifted", version: number, factId = "f"): Said => ({
  factId,
  class: "reproductive",
  says,
  version,
  reason: "because",
  by: "Chen",
  at: "2026-11-23T16:00:00.000Z",
});
const asker = (more: Partial<PartsAsker> = {}): PartsAsker => ({
  isKeptFromNone: false,
  readsCharts: true,
  byRole: [],
  treats: null,
  isHereToday: false,
  glassUntil: null,
  ...more,
});

describe("what is proposed", () => {
  test("CHT-282 codes, names and nothing else: the edges of each range", () => {
    const reproductive = ["A50.0", "A64", "B20", "Z30.011", "Z32.01", "Z11.3", "Z11.4", "O04.5", "Z21", "Z72.51"];
    for (const code of reproductive) expect([code, proposed({ codes: [code] })]).toEqual([code, ["reproductive"]]);
    for (const code of ["A49.9", "A65", "Z11.1", "Z29.9", "Z34.00", "Z72.0", "O09.00", "F32.9", "J06.9", "I10"])
      expect([code, proposed({ codes: [code] })]).toEqual([code, []]);
    for (const name of ["HIV 1 antibody", "Levonorgestrel 0.1 mg", "Urine hCG", "Chlamydia NAAT"])
      expect([name, proposed({ kind: "result", names: [name] })]).toEqual([name, ["reproductive"]]);
    for (const name of ["Archive", "Metformin", "Herpes zoster vaccine"])
      expect([name, proposed({ kind: "document", names: [name] })]).toEqual([name, []]);
  });

  test("CHT-282, CHT-283 substance use in a Part 2 program alone, and never tobacco", () => {
    for (const code of ["F10.20", "F11.20", "F19.10", "Z71.41"]) {
      expect(proposed({ codes: [code] })).toEqual([]);
      expect([code, proposed({ codes: [code] }, PROGRAM)]).toEqual([code, ["substance-use"]]);
    }
    for (const code of ["F17.210", "F20.9", "F09"]) expect(proposed({ codes: [code] }, PROGRAM)).toEqual([]);
    expect(proposed({ kind: "medication", names: ["Buprenorphine 8 mg film"] }, PROGRAM)).toEqual(["substance-use"]);
  });

  test("CHT-283 a minor's care by the practice's age and kinds; who is of age has none, and an unknown age counts as one", () => {
    const minor = (codes: string[], kinds = SETTINGS_BEFORE.minorsKinds) =>
      proposed({ codes }, { ...SETTINGS_BEFORE, minorsKinds: kinds }, true);
    expect(minor(["Z30.011"])).toEqual(["reproductive", "minors-care"]);
    expect(minor(["F32.9"])).toEqual(["minors-care"]);
    expect(minor(["F11.20"])).toEqual(["minors-care"]);
    expect(minor(["F32.9"], ["reproductive"])).toEqual([]);
    const at = (born: string | null) => isMinorOfConsent(born, "2026-11-23", SETTINGS_BEFORE);
    expect(["2014-11-24", "2014-11-23", "2008-11-24", "2008-11-23", null].map(at)).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });
});

describe("what a fact bears", () => {
  const bears = (one: Fact, all: readonly Said[] = []) =>
    classesOf(one, { settings: SETTINGS_BEFORE, isMinor: false, said: all }).map(({ class: of, by }) => [of, by]);

  test("CHT-284 the last word of a person counts, set or lifted, over what is proposed", () => {
    const coded = fact({ codes: ["Z30.9"] });
    expect(bears(coded)).toEqual([["reproductive", null]]);
    expect(bears(coded, [said("lifted", 1)])).toEqual([]);
    expect(bears(coded, [said("set", 2), said("lifted", 1)])).toEqual([["reproductive", "Chen"]]);
    expect(bears(fact(), [said("set", 1)])).toEqual([["reproductive", "Chen"]]);
    expect(bears(fact(), [said("set", 1), said("lifted", 2)])).toEqual([]);
    expect(bears(fact(), [said("set", 1, "other")])).toEqual([]);
  });

  test("CHT-282, CHT-284 what hangs on a visit bears what the visit bears, until somebody lifts it from the one or the other", () => {
    const order = fact({ kind: "prescription", encounterId: "e", visitCodes: ["Z30.9", "J06.9"] });
    expect(bears(order)).toEqual([["reproductive", null]]);
    expect(bears(order, [said("lifted", 1)])).toEqual([]);
    expect(bears(order, [said("lifted", 1, "e")])).toEqual([]);
    expect(bears({ ...order, visitCodes: [] }, [said("set", 1, "e")])).toEqual([["reproductive", "Chen"]]);
  });

  test("CHT-365 a note that has lines of another bears what that one bears, and so does what hangs on it, until somebody lifts it", () => {
    const carriedFrom = [{ encounterId: "then", codes: ["Z30.9"] }];
    const note = fact({ factId: "e", kind: "encounter", encounterId: "e", carriedFrom });
    expect(bears(note)).toEqual([["reproductive", null]]);
    expect(bears(fact({ kind: "prescription", encounterId: "e", carriedFrom }))).toEqual([["reproductive", null]]);
    expect(bears(note, [said("lifted", 1, "then")])).toEqual([]);
    expect(bears(note, [said("lifted", 1, "e")])).toEqual([]);
    const plain = { ...note, carriedFrom: [{ encounterId: "then", codes: ["J06.9"] }] };
    expect(bears(plain)).toEqual([]);
    expect(bears(plain, [said("set", 1, "then")])).toEqual([["reproductive", "Chen"]]);
  });
});

describe("who sees it", () => {
  test("CHT-285 by role, by treating, on the day of the visit, by the glass; and nobody who reads no charts by any of these", () => {
    const treats = { on: "2026-11-02", visitTypeName: "Follow-up" };
    const ways = [asker({ byRole: ["reproductive"] }), asker({ treats }), asker({ isHereToday: true })];
    const glass = asker({ glassUntil: "2026-11-23T20:00:00.000Z" });
    for (const one of [...ways, glass]) expect(opensClass("reproductive", one)).toHaveLength(1);
    expect(opensClass("substance-use", asker({ byRole: ["reproductive"] }))).toEqual([]);
    expect(opensClass("reproductive", asker())).toEqual([]);
    for (const one of [...ways.slice(1), glass])
      expect(opensClass("reproductive", { ...one, readsCharts: false })).toEqual([]);
    const both = [{ class: "reproductive" as const }, { class: "substance-use" as const }];
    expect(isShown(both, asker({ byRole: ["reproductive"] }))).toBe(false);
    expect(isShown(both, asker({ treats }))).toBe(true);
    expect(isShown([], asker())).toBe(true);
  });
});

describe("answers without what is hidden", () => {
  const [a, b] = ["00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b"];
  test("CHT-286 an entry goes, what names one beside itself stays without the name, and an answer about one is none", () => {
    const answer = {
      problems: [{ problemId: a }, { problemId: b }],
      vitals: [{ vitalsId: b, encounterId: a }],
      ids: [a, b],
    };
    expect(withoutHidden(answer, new Set([a]))).toEqual({
      problems: [{ problemId: b }],
      vitals: [{ vitalsId: b, encounterId: null }],
      ids: [b],
    });
    expect(withoutHidden({ encounterId: a, text: "x" }, new Set([a]))).toBeUndefined();
    expect(withoutHidden({ latest: { orderId: a }, n: 1 }, new Set([a]))).toEqual({ latest: null, n: 1 });
    expect(idsIn({ x: [a.toUpperCase(), { y: b }], z: "no", patientId: a })).toEqual(
      new Map([
        ["x", new Set([a])],
        ["y", new Set([b])],
      ]),
    );
  });

  test("CHT-290 a text speaks of a fact by its whole name, its code or its id", () => {
    const facts = [fact({ factId: a, names: ["Methadone"], codes: ["F11.20"] })];
    for (const text of ["takes METHADONE daily", "(F11.20)", "methadone"]) expect(speaksOf(text, facts)).toBe(true);
    for (const text of ["methadones", "F11.201", "aspirin", ""]) expect(speaksOf(text, facts)).toBe(false);
  });
});

describe("consents", () => {
  const consent = {
    consentId: "c",
    patientId: "p",
    to: "Dr. Ruiz, Cardiology",
    signedOn: "2026-11-01",
    expiresOn: "2026-11-30" as string | null,
    revokedOn: null as string | null,
  };
  const today = "2026-11-23";
  const decided = (more: Partial<typeof consent>, to = "Dr. Ruiz", patientId = "p") => {
    const found = decideConsent({ ...consent, ...more }, { patientId, to, today });
    return found.ok ? "ok" : `${found.error.code} ${found.error.field}`;
  };
  test("CHT-294 it stands that day, is this patient's, and names who gets it", () => {
    expect([decided({}), decided({ expiresOn: null }), decided({ expiresOn: today })]).toEqual(["ok", "ok", "ok"]);
    expect(decided({}, "ruiz cardiology")).toBe("ok");
    for (const to of ["Dr.", "MD", "Dr. Ruizman", "Dr. Lee, Cardiology"])
      expect([to, decided({}, to)]).toEqual([to, "invalid-input consentId"]);
    expect(decided({ to: "Ruiz" }, "Dr. Ruiz")).toBe("ok");
    const refused = [{ expiresOn: "2026-11-22" }, { revokedOn: today }, { signedOn: "2026-11-24" }, { to: "Dr. Lee" }];
    for (const more of refused) expect(decided(more)).toBe("invalid-input consentId");
    expect(decided({}, "")).toBe("invalid-input consentId");
    expect(decided({}, "Dr. Ruiz", "q")).toBe("consent-needed consentId");
    expect(decideConsent(undefined, { patientId: "p", to: "x", today }).ok).toBe(false);
  });
  test("CHT-295 the notice stands in a letter once", () => {
    const once = withNotice("Dear colleague", "en");
    expect(once).toContain("42 CFR part 2 prohibits unauthorized use or disclosure of these records.");
    expect(withNotice(once, "en")).toBe(once);
  });
});
