import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeTexts } from "./merge-texts.ts";
import { isDirty, isSendable, openSection, step, type SectionState, type StoredSection } from "./section-sync.ts";

const at = "2026-11-23T16:00:00.000Z";
const stored = (text: string, version: number): StoredSection => ({ text, version, savedAt: at, savedBy: "Chen" });
const saved = (version: number) => ({ kind: "stored", version, savedAt: at, savedBy: "Chen" }) as const;

describe("a section of the note", () => {
  test("typed, sent, stored", () => {
    let state = openSection(stored("", 0), null);
    state = step(state, { kind: "typed", text: "Cough" });
    expect(isSendable(state)).toBe(true);
    state = step(state, { kind: "sent" });
    expect(isSendable(state)).toBe(false);
    state = step(state, saved(1));
    expect(isDirty(state)).toBe(false);
    expect(state.base).toMatchObject({ text: "Cough", version: 1 });
  });

  test("what is typed while the last is on its way is sent next, over the new version", () => {
    let state = step(openSection(stored("", 0), null), { kind: "typed", text: "Cou" });
    state = step(state, { kind: "sent" });
    state = step(state, { kind: "typed", text: "Cough" });
    state = step(state, saved(1));
    expect([state.text, state.base.text, state.base.version, isSendable(state)]).toEqual(["Cough", "Cou", 1, true]);
  });

  test("a lost network keeps the text and sends it again", () => {
    let state = step(openSection(stored("", 0), null), { kind: "typed", text: "Cough" });
    state = step(step(state, { kind: "sent" }), { kind: "lost" });
    expect([state.offline, state.text, isSendable(state)]).toEqual([true, "Cough", true]);
  });

  test("a draft of a crashed tab comes back over the same version", () => {
    const state = openSection(stored("Cough", 1), { text: "Cough, dry", base: stored("Cough", 1) });
    expect([state.text, isSendable(state)]).toEqual(["Cough, dry", true]);
  });

  test("a draft that was stored before the crash is nothing to send", () => {
    expect(isDirty(openSection(stored("Cough", 2), { text: "Cough", base: stored("", 1) }))).toBe(false);
  });

  test("another's text is taken where nothing was typed", () => {
    const state = step(openSection(stored("a", 1), null), { kind: "theirs", stored: stored("b", 2) });
    expect([state.text, state.base.version, state.theirs]).toEqual(["b", 2, null]);
  });

  test("changes of different lines are merged, changes of the same lines are put side by side", () => {
    const open = step(openSection(stored("one\ntwo\nthree\nfour", 1), null), {
      kind: "typed",
      text: "ONE\ntwo\nthree\nfour",
    });
    const merged = step(open, { kind: "theirs", stored: stored("one\ntwo\nthree\nFOUR", 2) });
    expect([merged.text, merged.theirs, isSendable(merged)]).toEqual(["ONE\ntwo\nthree\nFOUR", null, true]);
    const conflict = step(open, { kind: "theirs", stored: stored("uno\ntwo\nthree\nfour", 2) });
    expect([conflict.text, conflict.theirs?.text, isSendable(conflict)]).toEqual([
      "ONE\ntwo\nthree\nfour",
      "uno\ntwo\nthree\nfour",
      false,
    ]);
    const resolved = step(conflict, { kind: "resolved", text: "uno, ONE" });
    expect([resolved.text, resolved.base.version, isSendable(resolved)]).toEqual(["uno, ONE", 2, true]);
  });

  test("what the service can't store stays, and is sent again when it is mended; what may not be stored at all is not", () => {
    const typed = step(openSection(stored("", 0), null), { kind: "typed", text: "900" });
    const refused = (mendable: boolean) =>
      step(step(typed, { kind: "sent" }), { kind: "refused", reason: "No.", mendable });
    expect([refused(true).text, refused(true).refusal, isSendable(refused(true))]).toEqual(["900", "No.", false]);
    const mended = step(refused(true), { kind: "typed", text: "90" });
    expect([mended.refusal, isSendable(mended)]).toEqual([null, true]);
    const sealed = step(refused(false), { kind: "typed", text: "90" });
    expect([sealed.text, sealed.refusal, isSendable(sealed)]).toEqual(["90", "No.", false]);
  });

  test("what fields wrote travels with the text: to the service, into a draft, and with another's text that is taken", () => {
    const fever = [{ line: "0", text: "Fever" }];
    const cough = [{ line: "1", text: "Cough" }];
    const open = step(openSection(stored("", 0), null), { kind: "typed", text: "Fever", marks: { generated: fever } });
    const sent = step(step(step(open, { kind: "sent" }), { kind: "typed", text: "Fever!" }), saved(1));
    expect([sent.base.generated, sent.generated, isDirty(sent)]).toEqual([fever, fever, true]);
    const theirs = { ...stored("Cough", 1), generated: cough };
    const conflict = step(open, { kind: "theirs", stored: theirs });
    expect(step(conflict, { kind: "resolved", text: "Cough" }).generated).toEqual(cough);
    expect(step(conflict, { kind: "resolved", text: "Fever" }).generated).toEqual(fever);
    const untouched = step(openSection(stored("", 0), null), { kind: "theirs", stored: theirs });
    expect([untouched.text, untouched.generated, isDirty(untouched)]).toEqual(["Cough", cough, false]);
    const draft = { text: "Fever", generated: fever, base: stored("", 0) };
    expect(openSection(stored("", 0), draft).generated).toEqual(fever);
  });

  test("CHT-361 marks of lines that were taken over travel with the text, are joined with another's, and go where they can't be kept", () => {
    const mark = (at: number, text: string) => ({
      at,
      encounterId: "019ab000-0000-7000-8000-000000000001" as const,
      section: "exam" as const,
      line: at,
      text,
      serviceDate: "2026-10-03" as const,
      author: "Chen, MD",
    });
    const lungs = mark(0, "Lungs clear");
    const typed = "Lungs clear\nHeart not heard\nSeen";
    const open = step(openSection(stored("", 0), null), { kind: "typed", text: typed, marks: { carried: [lungs] } });
    const today = typed.replace("clear", "clear today");
    const sent = step(step(step(open, { kind: "sent" }), { kind: "typed", text: today }), saved(1));
    expect([sent.base.carried, sent.carried, isDirty(sent)]).toEqual([[lungs], [lungs], true]);
    // A draft of a crashed tab, and another tab's text below.
    const { text, carried, base } = sent;
    const back = openSection(base, { text, carried, base });
    expect([back.text, back.carried]).toEqual([today, [lungs]]);
    const theirs = { ...stored(`${typed}\nSoft abdomen`, 2), carried: [lungs, mark(3, "Soft abdomen")] };
    const merged = step(back, { kind: "theirs", stored: theirs });
    expect([merged.text, merged.carried.map(({ at }) => at), merged.theirs]).toEqual([
      `${today}\nSoft abdomen`,
      [0, 3],
      null,
    ]);
    const taken = step(openSection(stored("", 0), null), { kind: "theirs", stored: theirs });
    expect([taken.carried, isDirty(taken)]).toEqual([theirs.carried, false]);
    // Text that was rewritten has no mark, and the one that is stored has to go.
    const other = step(taken, { kind: "typed", text: theirs.text.replace("Lungs clear", "Wheezing on the left") });
    expect(other.carried.map(({ at }) => at)).toEqual([3]);
    const without = step(step(open, { kind: "sent" }), { kind: "unmarked" });
    expect([without.text, without.carried, isSendable(without)]).toEqual([typed, [], true]);
  });

  test("after a refusal for an old version nothing is sent until the newer text is there", () => {
    let state = step(openSection(stored("a", 1), null), { kind: "typed", text: "a mine" });
    state = step(step(state, { kind: "sent" }), { kind: "stale" });
    expect(isSendable(state)).toBe(false);
    state = step(state, { kind: "theirs", stored: stored("a theirs", 2) });
    expect([state.text, state.theirs?.text]).toEqual(["a mine", "a theirs"]);
  });

  test("property: what a person typed is in the field, or beside another's text, until it is stored", () => {
    const word = fc.stringMatching(/^[a-c]{1,3}(\n[a-c]{1,3}){0,2}$/);
    const events = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant("typed" as const), text: word }),
        fc.record({ kind: fc.constantFrom("sent" as const, "lost" as const, "stale" as const) }),
        fc.record({ kind: fc.constant("other" as const), text: word }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(events, (list) => {
        let server = stored("", 0);
        let state: SectionState = openSection(server, null);
        let typed = "";
        for (const event of list) {
          if (event.kind === "other") {
            server = stored(event.text, server.version + 1);
            const before = state;
            state = step(state, { kind: "theirs", stored: server });
            // Another's text never replaces what differs from the base without merging both.
            if (isDirty(before) && before.sending === null && state.theirs === null) {
              expect(mergeTexts(before.base.text, before.text, event.text)).toBe(state.text);
            }
            if (state.theirs === null) typed = state.text;
            continue;
          }
          if (event.kind === "sent" && !isSendable(state)) continue;
          if ((event.kind === "lost" || event.kind === "stale") && state.sending === null) continue;
          state = step(state, event);
          if (event.kind === "typed") typed = event.text;
        }
        expect(state.text).toBe(typed);
      }),
    );
  });
});
