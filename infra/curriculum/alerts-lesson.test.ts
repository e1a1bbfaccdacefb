import type { WorldView } from "@practicum/curriculum/kit/world-view";
import { alertsThatCount } from "@practicum/curriculum/lessons/practice-manager-6-alerts";
import { dateIn } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { staffByKey, timeZone } from "@practicum/seed/practice";
import { afterAll, expect, test } from "vitest";
import { forget, openLesson } from "./lesson-world.ts";

afterAll(() => forget(alertsThatCount));

test("CUR-85: what the page of alerts shows when the lesson begins leads to the rule, and away from the others", async () => {
  const { world } = await openLesson(alertsThatCount, "learner");
  const ask = ((service: string, query: string, input: unknown) =>
    world.observe(`${service}.${query}`, input)) as WorldView["ask"];
  const today = dateIn(world.now, timeZone);
  const report = await ask("charting", "alertReport", { from: addDays(today, -90), to: today });
  const hers = (report?.rows ?? []).filter((one) => one.providerId === staffByKey("alvarez").staffId);
  const of = (rule: string) => {
    const rows = hers.filter((one) => one.rule === rule);
    const sum = (count: "raised" | "changed" | "dropped" | "overridden" | "open") =>
      rows.reduce((all, one) => all + one[count], 0);
    return { raised: sum("raised"), useful: sum("changed") + sum("dropped"), overridden: sum("overridden") };
  };
  expect(of("duplicate-drug")).toMatchObject({ raised: 6, useful: 0 });
  expect(of("pair-warn").useful).toBeGreaterThanOrEqual(3);
  expect(of("pair-stop")).toMatchObject({ raised: 1, useful: 0, overridden: 1 });
  const most = Math.max(...hers.map(({ rule }) => of(rule).raised));
  expect(hers.filter(({ rule }) => of(rule).raised === most).map(({ rule }) => rule)).toEqual(["duplicate-drug"]);
}, 300_000);
