import type { ScrubRule } from "@practicum/contracts/billing/scrub-rules";
import { EmptyState } from "@practicum/ui/states.tsx";
import type { WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { MoneyListPage, SplitList } from "../list-page.tsx";
import { RuleDetail } from "./rule-detail.tsx";
import { fits, stateWords } from "./rule-modes.ts";

const shows = [
  { id: "all", label: "All" },
  { id: "switchable", label: "Can be switched" },
  { id: "changed", label: "Set otherwise" },
  { id: "finding", label: "Finding something now" },
] as const;
type Show = (typeof shows)[number]["id"];

const shown: { readonly [S in Show]: (rule: ScrubRule) => boolean } = {
  all: () => true,
  switchable: (rule) => rule.modes.length > 1,
  changed: (rule) => rule.setting.mode !== "usual" || rule.setting.payers.length > 0,
  finding: (rule) => rule.stopping + rule.warning > 0,
};

const none: { readonly [S in Show]: string } = {
  all: "No rule fits",
  switchable: "No rule fits",
  changed: "Every rule is as it was meant",
  finding: "No claim that waits is stopped or warned of",
};

const columns: readonly WorklistColumn<ScrubRule>[] = [
  { id: "rule", header: "Rule", width: "48px", align: "right", cell: (one) => one.rule },
  {
    id: "title",
    header: "What it checks",
    width: "minmax(180px, 2fr)",
    cell: (one) => (
      <span>
        <b>{one.title}</b>
        <span className="m-small" style={{ display: "block" }}>
          {one.checks}
        </span>
      </span>
    ),
  },
  { id: "state", header: "Now", width: "minmax(96px, 0.7fr)", cell: (one) => <RuleChip rule={one} /> },
  {
    id: "claims",
    header: "Claims",
    width: "70px",
    align: "right",
    cell: (one) => (one.stopping + one.warning === 0 ? "" : String(one.stopping + one.warning)),
  },
];

function RuleChip({ rule }: { readonly rule: ScrubRule }) {
  const { mode } = rule.setting;
  const tone = mode === "off" ? "warn" : mode === "usual" && rule.setting.payers.length === 0 ? "plain" : "info";
  return (
    <span className="m-chip" data-tone={tone} style={{ whiteSpace: "normal" }}>
      {stateWords(rule)}
    </span>
  );
}

/** BIL-370: every check of a claim, how it stands, and how it is set. */
export function RulesPage() {
  const { rule: opened }: { rule?: string } = useParams({ strict: false });
  const search: { show?: string } = useSearch({ strict: false });
  const show = shows.find((one) => one.id === search.show)?.id ?? "all";
  const trpc = useTRPC();
  const navigate = useNavigate();
  const find = useListText();
  const query = useQuery(trpc.billing.listScrubRules.queryOptions({}));
  const rows = (query.data ?? []).filter((one) => shown[show](one) && fits(one, find.text));
  // What the address names is shown also where the search does not.
  const chosen = query.data?.find((one) => one.rule === opened) ?? rows[0];
  return (
    <MoneyListPage
      title="Rules"
      shows={shows}
      show={show}
      to="/money/rules"
      a="a rule"
      words={["rule", "rules"]}
      by="Number, word, element or source"
      find={find}
      all={query.data ? { count: rows.length } : undefined}
      query={{ error: query.error, isPending: query.isPending, refetch: () => void query.refetch() }}
    >
      {query.data && rows.length === 0 && (
        <EmptyState title={find.text === "" ? none[show] : "No rule fits"}>
          Rules check a claim before it leaves: what stops it is corrected first, and a warning is looked at.
        </EmptyState>
      )}
      <SplitList
        label="Rules"
        rows={rows}
        waiting={0}
        accept={() => {}}
        columns={columns}
        keyOf={(one) => one.rule}
        chosen={chosen?.rule}
        onOpen={(one) =>
          void navigate({
            to: "/money/rules/$rule",
            params: { rule: one.rule },
            search: show === "all" ? {} : { show },
          })
        }
        more={undefined}
        detail={chosen && <RuleDetail key={chosen.rule} rule={chosen} />}
      />
    </MoneyListPage>
  );
}
