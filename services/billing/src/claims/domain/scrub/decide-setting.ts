import type { ReplaySubject, RuleReplay } from "@practicum/contracts/billing/rule-replay";
import type { RuleSetting } from "@practicum/contracts/billing/scrub-rules";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { isStricter, notAllowed, plainSetting, sameSetting, whyItStays } from "./settings.ts";

interface Wanted {
  readonly setting: RuleSetting;
  readonly because: string | null;
  /** What was tried; null where nothing was. */
  readonly replay: {
    readonly state: RuleReplay["state"];
    readonly subject: ReplaySubject;
    readonly before: object;
  } | null;
}

/**
 * BIL-371 to BIL-375: whether a rule may be set so. What stops more was tried before, as it is set now and against what stands; or
 * somebody says why not. What stops less has its reason.
 * @returns the setting in one way of writing it.
 */
export function decideSetting(
  entry: CatalogueEntry,
  now: RuleSetting,
  wanted: Wanted,
): Result<RuleSetting, DomainError> {
  const { rule } = entry;
  const wrong = notAllowed(entry, wanted.setting);
  if (wrong !== null) return fail("rule-stays", { field: wrong, detail: { rule, why: whyItStays(entry) } });
  if (sameSetting(now, wanted.setting)) return fail("already-recorded", { field: "setting.mode" });
  if (isStricter(now, wanted.setting)) {
    if (!wanted.because && !wasTried(entry, now, wanted)) return fail("try-first", { field: "because" });
  } else if (!wanted.because) return fail("reason-needed", { field: "because" });
  return ok(plainSetting(wanted.setting));
}

/** Whether that very setting was tried to the end, against the one that stands. */
function wasTried(entry: CatalogueEntry, now: RuleSetting, { setting, replay }: Wanted): boolean {
  if (replay?.state !== "done" || replay.subject.kind !== "rule" || replay.subject.rule !== entry.rule) return false;
  if (!("setting" in replay.before)) return false;
  return sameSetting(replay.subject.setting, setting) && sameSetting(replay.before.setting as RuleSetting, now);
}
