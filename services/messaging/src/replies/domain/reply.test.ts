import { expect, test } from "vitest";
import { seededRandom } from "@practicum/kernel/random";
import { meantBy, plainNumber, readReply, type Question } from "./reply.ts";
import { answerText } from "./reply-text.ts";
import { simulatedReply } from "./simulated-reply.ts";

test("MSG-127: only a whole yes or no is an answer, in both languages, however it is written", () => {
  for (const text of ["YES", "y", " C. ", "1", "Sí", "SI!", "ok", "Confirmo"])
    expect(readReply(text), text).toBe("yes");
  for (const text of ["No", "x", "2", "CANCEL", "cancelar"]) expect(readReply(text), text).toBe("no");
  for (const text of ["yes but not Tuesday", "no, yes", "", "12", "👍", "yess"])
    expect(readReply(text), text).toBe("unclear");
});

test("MSG-126: stop, start and help are known before anything else", () => {
  for (const text of ["STOP", "Stop.", "unsubscribe", "ALTO"]) expect(readReply(text), text).toBe("stop");
  for (const text of ["Start", "iniciar"]) expect(readReply(text), text).toBe("start");
  for (const text of ["HELP", "ayuda"]) expect(readReply(text), text).toBe("help");
  expect(readReply("stop the car")).toBe("unclear");
});

test("MSG-127: the latest question of the one person who was asked; several people, or none, are for the desk", () => {
  const asked = (id: string, patientId: string, askedAt: string): Question => ({
    kind: "recall",
    id,
    patientId,
    askedAt,
  });
  const [first, second] = [asked("a", "p", "2026-11-20T10:00:00.000Z"), asked("b", "p", "2026-11-21T10:00:00.000Z")];
  expect(meantBy([first, second])).toEqual({ kind: "answer", question: second });
  expect(meantBy([second, first])).toEqual({ kind: "answer", question: second });
  const other = asked("c", "q", "2026-11-22T10:00:00.000Z");
  expect(meantBy([first, other])).toEqual({ kind: "ask-the-desk", because: "several" });
  expect(meantBy([])).toEqual({ kind: "ask-the-desk", because: "nobody" });
});

test("MSG-127: a number is the same however the network writes it", () => {
  expect(["+1 (619) 555-0101", "16195550101", "6195550101"].map(plainNumber)).toEqual(Array(3).fill("6195550101"));
  expect(["+44 20 7946 0000", "55501", ""].map(plainNumber)).toEqual([null, null, null]);
});

test("MSG-128, MSG-129: answers are in both languages; made-up patients say every kind of thing, and some nothing", () => {
  expect(answerText("stopped", "es", { name: "Mission Bay" })).toMatch(/^Mission Bay: no le enviaremos/);
  const said = Array.from({ length: 200 }, (_, n) => simulatedReply(seededRandom(`r/${n}`), "es"));
  const kinds = new Set(said.map((one) => (one === null ? "nothing" : readReply(one.text))));
  expect([...kinds].toSorted()).toEqual(["no", "nothing", "stop", "unclear", "yes"]);
  expect(simulatedReply(seededRandom("r/1"), "es")).toEqual(simulatedReply(seededRandom("r/1"), "es"));
});
