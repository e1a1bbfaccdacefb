import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import "./consents.css";

/** What a patient has signed: which form in which version, when, and how long it counts. */
export function ConsentsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const { timeZone, today } = useSession();
  const consents = useQuery(trpc.scheduling.patientConsents.queryOptions({ patientId }));
  return (
    <Page title="Signed forms">
      {consents.isError && (
        <ErrorState
          what="The signed forms"
          message={errorText(consents.error)}
          onRetry={() => void consents.refetch()}
        />
      )}
      {consents.isPending && <LoadingState rows={4} />}
      {consents.data?.signed.length === 0 && (
        <EmptyState title="Nothing was signed here yet">
          Forms are signed at the tablet of check-in. What was signed on paper is among the documents of the chart.
        </EmptyState>
      )}
      {consents.data && consents.data.signed.length > 0 && (
        <table className="f-table">
          <thead>
            <tr>
              <th scope="col">Form</th>
              <th scope="col">Version</th>
              <th scope="col">Language</th>
              <th scope="col">Signed by</th>
              <th scope="col">On</th>
              <th scope="col">Counts until</th>
            </tr>
          </thead>
          <tbody>
            {consents.data.signed.map((one) => (
              <tr key={one.consentId}>
                <td>
                  <Link className="p-anchor" to={`/p/${patientId}/consents/${one.consentId}`}>
                    {one.title}
                  </Link>
                </td>
                <td>{one.version}</td>
                <td>{one.language === "es" ? "Spanish" : "English"}</td>
                <td>{one.signedName}</td>
                <td>{formatDate(dateIn(one.signedAt, timeZone))}</td>
                <td>
                  {one.until === null ? "A new version" : formatDate(one.until)}
                  {one.until !== null && one.until < today && " (over)"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}
