import type { MergeEntry } from "@practicum/contracts/scheduling/merges";
import { formatCount } from "@practicum/ui/format.ts";

const parts: { readonly [service: string]: string } = {
  scheduling: "Schedule",
  charting: "Chart",
  billing: "Billing",
  messaging: "Messages and tasks",
};

/** What a merge has moved, in a person's words: what no service has told of yet is on its way. */
export function movedWords({ services }: Pick<MergeEntry, "services">): {
  readonly state: string;
  readonly lines: readonly string[];
  readonly aside: string | null;
} {
  const told = new Map(services.map((one) => [one.service, one]));
  const waiting = Object.keys(parts).filter((service) => !told.has(service));
  const lines = Object.entries(parts).map(([service, name]) => {
    const one = told.get(service);
    return one ? `${name}: ${formatCount(one.moved, "entry", "entries")} moved` : `${name}: on its way`;
  });
  const aside = services.flatMap((one) => one.aside);
  return {
    state: waiting.length === 0 ? "Everything is together" : "On its way",
    lines,
    aside:
      aside.length === 0
        ? null
        : `Both records had these, so the kept record's stand and the others wait, to come back with an unmerge: ${aside
            .map(({ what, count }) => `${what} (${count})`)
            .join(", ")}. Look at the chart's lists once together with the patient.`,
  };
}
