import type { ScrubRule } from "@practicum/contracts/billing/scrub-rules";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { RuleHistory } from "./rule-history.tsx";
import { settingWords } from "./rule-modes.ts";
import { RuleSettingForm } from "./rule-setting.tsx";

/** One rule: what it checks and why, how it stands and since when, how it may be set, and what it was before. */
export function RuleDetail({ rule }: { readonly rule: ScrubRule }) {
  const session = useSession();
  const trpc = useTRPC();
  const payers = useQuery(trpc.billing.listPayers.queryOptions({}));
  const nameOf = (payerId: string) => payers.data?.find((one) => one.payerId === payerId)?.name ?? "a payer";
  const switchable = rule.modes.length > 1;
  return (
    <div className="m-stack">
      <section className="w-panel m-stack" aria-label={`Rule ${rule.rule}`}>
        <header style={{ marginBottom: 0 }}>
          <div>
            <h2 style={{ margin: 0, fontSize: 16 }}>
              Rule {rule.rule}: {rule.title}
            </h2>
          </div>
        </header>
        <p style={{ margin: 0 }}>{rule.checks}</p>
        {rule.missingFiles.length > 0 && (
          <Notice tone="warn">
            It finds little or nothing now: {rule.missingFiles.join(", ")} of CMS{" "}
            {rule.missingFiles.length === 1 ? "is" : "are"} not loaded. Whoever looks after the server loads the files
            by “codes import”.
          </Notice>
        )}
        <dl className="w-facts">
          <dt>Now</dt>
          <dd>{settingWords(rule.setting, rule, nameOf)}</dd>
          <dt>Since</dt>
          <dd>
            {rule.changedAt === null
              ? "the beginning"
              : `${formatDate(dateIn(rule.changedAt, session.timeZone))}, by ${rule.changedBy}`}
          </dd>
          <dt>Claims that wait</dt>
          <dd>
            {rule.stopping + rule.warning === 0
              ? "None is stopped or warned of."
              : `${formatCount(rule.stopping, "claim")} stopped, ${rule.warning} warned of.`}{" "}
            {rule.stopping > 0 && (
              <Link to="/money/claims" search={{ show: "fix" }} className="p-anchor">
                To the claims
              </Link>
            )}
          </dd>
          <dt>In the file</dt>
          <dd>{rule.elements}</dd>
          <dt>Source</dt>
          <dd>{rule.source}</dd>
          {rule.follows !== null && (
            <>
              <dt>Goes by</dt>
              <dd>
                what the payer asks for: {rule.follows}.{" "}
                {session.can("payer.manage") && (
                  <Link to="/money/payers" className="p-anchor">
                    Payers
                  </Link>
                )}
              </dd>
            </>
          )}
          {rule.stays !== null && (
            <>
              <dt>Always on</dt>
              <dd>{rule.stays}</dd>
            </>
          )}
        </dl>
      </section>
      {switchable && session.can("payer.manage") && <RuleSettingForm rule={rule} payers={payers.data ?? []} />}
      {switchable && <RuleHistory rule={rule} nameOf={nameOf} />}
    </div>
  );
}
