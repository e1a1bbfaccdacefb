import { actorId } from "@practicum/contracts/actor";
import type { NotePhrase, notePhraseOperations } from "@practicum/contracts/charting/note-phrases";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { decidePhrase } from "../domain/note-phrases.ts";
import { addPhrase, isPhraseOfOthers, phrasesFor, versionsOfPhrase } from "../sql/note-phrases.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

type Operations = typeof notePhraseOperations;

/** The practice's and one's own; of others' own nobody is told (CHT-369). */
export async function notePhrases({ tx, actor }: ChartingContext): ReplyOf<Operations["notePhrases"]> {
  return ok(await phrasesFor(tx, actorId(actor)));
}

export async function notePhraseVersions(
  { tx, actor }: ChartingContext,
  { phraseId }: InputOf<Operations["notePhraseVersions"]>,
): ReplyOf<Operations["notePhraseVersions"]> {
  const versions = await versionsOfPhrase(tx, phraseId, actorId(actor));
  return versions.length === 0 ? fail("not-found", { field: "phraseId" }) : ok(versions);
}

export async function saveOwnPhrase(
  context: ChartingContext,
  input: InputOf<Operations["saveOwnPhrase"]>,
): ReplyOf<Operations["saveOwnPhrase"]> {
  return savePhrase(context, input, "own");
}

export async function savePracticePhrase(
  context: ChartingContext,
  input: InputOf<Operations["savePracticePhrase"]>,
): ReplyOf<Operations["savePracticePhrase"]> {
  return savePhrase(context, input, "practice");
}

/** Each version is kept; over another one than was seen nothing is stored (CHT-367). */
async function savePhrase(
  context: ChartingContext,
  input: InputOf<Operations["saveOwnPhrase"]>,
  scope: NotePhrase["scope"],
): ReplyOf<Operations["saveOwnPhrase"]> {
  const { tx } = context;
  const me = actorId(context.actor);
  if (await isPhraseOfOthers(tx, input.phraseId, me)) return fail("not-found", { field: "phraseId" });
  const decided = decidePhrase({ ...input, scope }, await phrasesFor(tx, me));
  if (!decided.ok) return decided;
  const written = { at: context.now, by: actorName(context) };
  const added = await addPhrase(tx, decided.value, me, written);
  return added ? ok({ version: decided.value.version }) : fail("stale-version", { field: "baseVersion" });
}
