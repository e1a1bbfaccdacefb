import { fail } from "@practicum/contracts/error";
import { practiceChanged, type PracticeProfile } from "@practicum/contracts/identity/practice";
import { ok } from "@practicum/kernel/result";
import { wrongProfileField } from "../domain/practice.ts";
import type { Handlers } from "../handlers.ts";
import { insertPractice, updatePractice } from "../sql/practice.ts";

export const savePractice: Handlers["savePractice"] = async (context, input) => {
  const wrong = wrongProfileField(input);
  if (wrong) return fail("invalid-input", { field: wrong.field, fields: [wrong] });
  const profile: PracticeProfile = { ...input, version: (input.version ?? 0) + 1 };
  const save = input.version === null ? insertPractice : updatePractice;
  if (!(await save(context.tx, profile))) return fail("stale-version");
  context.emit(practiceChanged, profile);
  return ok({ version: profile.version });
};
