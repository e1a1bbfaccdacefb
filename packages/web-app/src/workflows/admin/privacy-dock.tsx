import type { PrivacyRequest } from "@practicum/contracts/charting/privacy-requests";
import { formatCents } from "@practicum/kernel/money";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { useSession } from "../../session/session-context.ts";
import { NextStep } from "./privacy-step.tsx";
import {
  dueWords,
  privacyGroundWords,
  privacyKindWords,
  privacyStateWords,
  privacyStepWords,
  restrictionTargetWords,
} from "./privacy-words.ts";

/** A request that is worked on: what was asked, what was done, what can be done next. */
export function PrivacyDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const request = useQuery({
    ...trpc.charting.getPrivacyRequest.queryOptions({ requestId: about ?? "" }),
    enabled: about !== null,
  });
  if (about === null) return <Notice tone="warn">Choose a request from the list.</Notice>;
  if (request.isError)
    return <ErrorState what="This request" message={errorText(request.error)} onRetry={() => void request.refetch()} />;
  if (!request.data) return <LoadingState rows={5} />;
  return <Whole key={request.data.version} request={request.data} />;
}

function Whole({ request }: { readonly request: PrivacyRequest }) {
  const { timeZone, today } = useSession();
  const { state, dueOn, restriction } = request;
  const waits = state === "open" || state === "in-review";
  const due = dueWords(today, dueOn);
  return (
    <div className="a-stack">
      <div>
        <b>{formatName(request.patientName)}</b>
        <div>
          {privacyKindWords[request.kind]}, received {formatDate(request.receivedOn)}
        </div>
        <div>
          {privacyStateWords[state]}, with {request.ownerName ?? "the practice managers"}
          {waits && (
            <>
              . Answer by <b>{formatDate(dueOn)}</b>
              {request.extended ? ", extended" : ""}{" "}
              <span className={due.late ? "a-denied" : "a-dim"}>({due.words})</span>
            </>
          )}
        </div>
        {request.kind === "accounting" && (
          <div className="a-dim">
            {request.free
              ? "Free: the first account in twelve months."
              : "The second account in twelve months: a fee may be asked for, if it was told before."}
          </div>
        )}
      </div>
      <p>
        {request.askedBy}: “{request.asked}”
      </p>
      {restriction && (
        <p>
          {restrictionTargetWords[restriction.target]}, for visits from {formatDate(restriction.from)}
          {restriction.until === null ? " on" : ` until ${formatDate(restriction.until)}`}
          {restriction.paidInFull && ". Paid in full: the practice has to agree."}
        </p>
      )}
      <Effect request={request} />
      <ul className="a-requests" aria-label="Steps">
        {request.steps.map((one) => (
          <li key={`${one.at}/${one.kind}`}>
            <div>
              <b>{privacyStepWords[one.kind]}</b>
              {one.ground && `: ${privacyGroundWords[one.ground]}`}
              {one.feeCents !== null && `: ${formatCents(one.feeCents)}`}
            </div>
            {one.words !== "" && <div>{one.words}</div>}
            <div className="a-dim">
              {one.by}, {formatDate(dateIn(one.at, timeZone))} {formatTime(timeIn(one.at, timeZone))}
            </div>
          </li>
        ))}
      </ul>
      <Link to="/admin/requests/answer" search={{ request: request.requestId }} className="p-anchor">
        The answer on paper
      </Link>
      {request.next.length > 0 && <NextStep request={request} />}
    </div>
  );
}

/** What has to be done elsewhere for what was granted to hold. */
function Effect({ request }: { readonly request: PrivacyRequest }) {
  const { state, kind, restriction, patientId } = request;
  if (state !== "granted") return null;
  if (kind === "confidential")
    return (
      <Notice tone="info">
        Enter the other address or number at{" "}
        <Link to={`/p/${patientId}/summary`} className="p-anchor">
          the record
        </Link>
        .
      </Notice>
    );
  if (restriction?.target === "health-plan")
    return (
      <Notice tone="info">
        Visits of these days are billed to the patient, and the plan is not asked about them. A claim that went out
        before stays.
      </Notice>
    );
  if (restriction?.target === "people-here")
    return (
      <Notice tone="info">
        Restrict the chart at{" "}
        <Link to={`/p/${patientId}/access`} className="p-anchor">
          who may open it
        </Link>
        .
      </Notice>
    );
  return null;
}
