import type { SignatureGiven } from "@practicum/contracts/scheduling/consents";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet } from "../../../shell/sheet.tsx";
import "./consents.css";

/** A form as it was signed, to be printed: the words of its version, the signature, and the seal over both. */
export function SignedConsentPage() {
  const params: { patientId?: string; consentId?: string } = useParams({ strict: false });
  const { patientId = "", consentId = "" } = params;
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const consent = useQuery(trpc.scheduling.signedConsent.queryOptions({ patientId, consentId }));
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const language = consent.data?.language ?? "en";
  usePaper({ kind: "printSignedForm", patient: patient.data, language });
  const failed = [consent, patient].find((one) => one.isError);
  const retry = () => [consent, patient].forEach((one) => void one.refetch());
  const { data } = consent;
  const ready = data && patient.data;
  return (
    <Page title="Signed form" actions={<PrintButton disabled={!ready} />}>
      {failed && <ErrorState what="The signed form" message={errorText(failed.error)} onRetry={retry} />}
      {!failed && !ready && <LoadingState rows={8} />}
      {ready && !data.intact && (
        <Notice tone="danger" role="alert" mb>
          The seal does not fit what is kept: this form was changed after it was signed. Tell whoever looks after the
          practice’s server.
        </Notice>
      )}
      {ready && (
        <Sheet
          title={data.title}
          lang={language}
          aside={
            <span>
              {language === "es" ? "Versión" : "Version"} {data.version}
            </span>
          }
        >
          {data.body.split("\n\n").map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <Signature signature={data.signature} name={data.signedName} />
          <p>
            {data.signedName}, {formatDate(dateIn(data.signedAt, timeZone))}{" "}
            {formatTime(timeIn(data.signedAt, timeZone))}
          </p>
          <dl className="f-seal" lang="en">
            <dt>Signature, SHA-256</dt>
            <dd>{data.signatureSha256}</dd>
            <dt>Form and signature, SHA-256</dt>
            <dd>{data.sealSha256}</dd>
          </dl>
        </Sheet>
      )}
    </Page>
  );
}

/** As it was drawn; or the name, where typing it was the signature. */
function Signature({ signature, name }: { readonly signature: SignatureGiven; readonly name: string }) {
  if (signature.kind === "typed") return <p className="f-typed">/s/ {name}</p>;
  const path = signature.strokes
    .map((stroke) => stroke.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y * 0.3}`).join(""))
    .join("");
  return (
    <svg className="f-signature" role="img" aria-label={`Signature of ${name}`} viewBox="0 0 1000 300">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
