import { reviewableGrounds } from "@practicum/contracts/charting/privacy-law";
import type { PrivacyRequest } from "@practicum/contracts/charting/privacy-requests";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession, useToday } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import { usePaper } from "../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart, SignatureLine } from "../../shell/sheet.tsx";
import { AccountOnPaper } from "./account-on-paper.tsx";
import { privacyGroundWords, privacyKindWords, privacyStepWords } from "./privacy-words.ts";

/** The answer to a request as a paper, with the account of disclosures where that was asked for. */
export function PrivacyAnswerPage() {
  const { request: requestId }: { request?: string | undefined } = useSearch({ strict: false });
  const trpc = useTRPC();
  const { can } = useSession();
  const request = useQuery({
    ...trpc.charting.getPrivacyRequest.queryOptions({ requestId: requestId ?? "" }),
    enabled: requestId !== undefined,
  });
  // An account that somebody prints who is not shown all of it would be wrong: who gives it to the patient prints it.
  const isOthers = request.data?.kind === "accounting" && !can("disclosure.account");
  return (
    <Page title="Answer to a privacy request" actions={<PrintButton disabled={!request.data || isOthers} />}>
      {request.isError && (
        <ErrorState what="This request" message={errorText(request.error)} onRetry={() => void request.refetch()} />
      )}
      {requestId === undefined && <Notice tone="warn">Open a request first.</Notice>}
      {request.isLoading && <LoadingState />}
      {isOthers && (
        <Notice tone="info">
          Your practice manager prints the account of disclosures and gives it to the patient.
        </Notice>
      )}
      {request.data && !isOthers && <Answer request={request.data} />}
    </Page>
  );
}

/** Steps that are the practice's own affair, and stand on no paper. */
const INSIDE: ReadonlySet<string> = new Set(["received", "assigned"]);

function Answer({ request }: { readonly request: PrivacyRequest }) {
  const today = useToday();
  const { timeZone } = useSession();
  const { patientId, patientName: name, state } = request;
  usePaper({ kind: "printPrivacyAnswer", patient: { patientId, name, birthDate: null } });
  const said = request.steps.filter((one) => !INSIDE.has(one.kind));
  const waits = state === "open" || state === "in-review";
  return (
    <Sheet title={`Your request: ${privacyKindWords[request.kind].toLowerCase()}`} aside={formatDate(today)}>
      <p>{formatName(name)}</p>
      <SheetPart title="What you asked">
        <p>
          On {formatDate(request.receivedOn)}: {request.asked}
        </p>
      </SheetPart>
      <SheetPart title={waits ? "Where it stands" : "Our answer"}>
        {said.map((one) => (
          <p key={`${one.at}/${one.kind}`}>
            <b>{privacyStepWords[one.kind]}</b>, {formatDate(dateIn(one.at, timeZone))}
            {one.ground && `: ${privacyGroundWords[one.ground].toLowerCase()}`}
            {one.feeCents !== null && `: ${formatCents(one.feeCents)}`}. {one.words}
          </p>
        ))}
        {waits && <p>You have our answer by {formatDate(request.dueOn)}.</p>}
      </SheetPart>
      {request.kind === "accounting" && <AccountOnPaper patientId={patientId} />}
      {state === "denied" && <Rights request={request} />}
      <SignatureLine label="For the practice" />
    </Sheet>
  );
}

/** What a refusal has to say (164.524(d)(2), 164.526(d)(1)). */
function Rights({ request }: { readonly request: PrivacyRequest }) {
  const { kind, next, steps } = request;
  const ground = steps.findLast((one) => one.kind === "denied")?.ground;
  return (
    <SheetPart title="What you can do">
      {ground && reviewableGrounds.includes(ground) && next.includes("review-asked") && (
        <p>
          You may ask us to have this refusal reviewed by another licensed health care professional, who did not take
          part in it. We will do what that person decides, and tell you in writing.
        </p>
      )}
      {kind === "amendment" && next.includes("disagreed") && (
        <p>
          You may send us a written statement that you disagree; it becomes part of your record. If you send none, you
          may ask that your request and this refusal go with every later disclosure of what you asked us to amend.
        </p>
      )}
      <p>
        You may complain to our practice manager, at the address and number above, or to the Secretary of the U.S.
        Department of Health and Human Services, Office for Civil Rights. Nobody may hold that against you.
      </p>
    </SheetPart>
  );
}
