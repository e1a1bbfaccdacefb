import {
  referralShow,
  specialties,
  type ListedReferral,
  type ReferralCounts,
  type ReferralShow,
} from "@practicum/contracts/charting/referrals";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { officeWords, referralStateWords, referralWaits } from "../../../chart/referrals/referral-words.ts";
import "../../../chart/referrals/referrals.css";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import "../../../states/state-chip.css";

const PAGE = 100;
const keyOf = (one: ListedReferral) => one.referralId;

const showWords: { readonly [S in ReferralShow]: string } = {
  open: "All that wait",
  overdue: "Overdue",
  mine: "For me",
  "to-send": "To send",
  "to-schedule": "No appointment",
  "awaiting-report": "Report awaited",
  "to-file": "Report to file",
  "to-review": "To review or decide",
  ended: "Ended",
};

const columns: readonly WorklistColumn<ListedReferral>[] = [
  {
    id: "due",
    header: "Due",
    width: "minmax(170px, 1.3fr)",
    cell: (one) =>
      one.waits === null ? "—" : <span className={one.waits.isOverdue ? "rf-overdue" : ""}>{referralWaits(one)}</span>,
  },
  {
    id: "state",
    header: "State",
    width: "minmax(120px, 1fr)",
    cell: (one) => `${one.urgency === "urgent" ? "Urgent · " : ""}${referralStateWords[one.state]}`,
  },
  {
    id: "patient",
    header: "Patient",
    width: "minmax(130px, 1.2fr)",
    cell: (one) => (
      <>
        <b>{formatName(one.patientName)}</b> <span className="rf-dim">{formatDate(one.birthDate)}</span>
      </>
    ),
  },
  {
    id: "to",
    header: "Referred to",
    width: "minmax(160px, 1.5fr)",
    cell: (one) => (
      <>
        {specialties[one.specialty]} <span className="rf-dim">{officeWords(one.to)}</span>
      </>
    ),
  },
  { id: "by", header: "Ordered by", width: "minmax(120px, 0.8fr)", below: true, cell: (one) => one.orderedBy },
];

/** Referrals of all patients that wait for somebody: none is forgotten between two offices. */
export function ReferralWorkPage() {
  const search: { show?: string } = useSearch({ strict: false });
  const show = referralShow.catch("open").parse(search.show ?? "open");
  const { can } = useSession();
  const navigate = useNavigate();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const find = useListText();
  const input = { show, text: find.text, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.referralWork.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.referralWork.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.referrals,
    keyOf,
  });
  const counts = list.first?.counts ?? null;
  const shows = referralShow.options.filter((one) => one !== "mine" || can("order.write"));
  return (
    <Page
      title="Referrals"
      actions={
        can("referral.work") && (
          <Link to="/admin/offices" className="p-anchor">
            Outside offices
          </Link>
        )
      }
    >
      <nav className="rf-shows" aria-label="Show">
        {shows.map((one) => (
          <Link
            key={one}
            to="/referrals"
            search={{ show: one }}
            className="m-chip"
            data-tone={one === show ? "info" : "plain"}
            aria-current={one === show ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {showWords[one]}
            {countText(one, counts)}
          </Link>
        ))}
      </nav>
      <FindBox
        label="Find a referral"
        by="Patient, specialty or office"
        find={find}
        rows={["referral", "referrals"]}
        all={undefined}
      />
      {list.error && <ErrorState what="The referrals" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={8} />}
      {list.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "Nothing waits here" : "No referral fits"}>
          {find.text === ""
            ? "Referrals appear here from the order until the report was reviewed."
            : "Try fewer words, or another part of the list."}
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Referrals"
          landing
          items={list.items}
          more={list.more}
          maxHeight="72vh"
          columns={columns}
          keyOf={keyOf}
          onOpen={(one) => void navigate({ href: `/p/${one.patientId}/referrals` })}
        />
      )}
    </Page>
  );
}

function countText(show: ReferralShow, counts: ReferralCounts | null): string {
  return counts === null || show === "ended" ? "" : ` ${counts[show]}`;
}
