import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useCommand } from "../../../api/use-command.ts";
import { say, sayError } from "../../../shell/undo.tsx";
import { ReasonButton } from "../reason-form.tsx";
import type { Claim } from "./claim-types.ts";

const voidable = ["accepted", "paid", "partly-denied", "denied"];

/** What the payer has is taken back from it as if it had never been sent; what became of that, and what is to be done then. */
export function ClaimVoid({ claim }: { readonly claim: Claim }) {
  switch (claim.voiding) {
    case "may-withdraw":
      return <Waiting claim={claim} />;
    case "with-payer":
      return (
        <Notice tone="info">
          A void is with {claim.payerName}. Once the payer takes its decision back, the claim is void and its money
          open.
        </Notice>
      );
    case "open-money":
      return <OpenMoney claim={claim} />;
    case "none":
      return voidable.includes(claim.status) && claim.corrections === "replacement" ? <Start claim={claim} /> : null;
  }
}

function Start({ claim }: { readonly claim: Claim }) {
  const start = useCommand("billing", "voidClaim");
  const withdraw = useCommand("billing", "withdrawVoid");
  const { claimId, version, number } = claim;
  const undo = async (seen: number) => {
    const done = await withdraw.run({ claimId, version: seen });
    if (done.ok) say(`The void of claim ${number} is withdrawn.`);
    else sayError(describeError(done.error));
  };
  return (
    <ReasonButton
      draft={`void-claim:${claimId}`}
      label="Why it should never have been sent"
      action="Void it"
      danger
      size="xs"
      command={start}
      input={(because) => ({ claimId, version, because })}
      done={`A void of claim ${number} is ready to send.`}
      undo={(opened) => void undo(opened.version)}
    >
      Void claim
    </ReasonButton>
  );
}

/** The payer does not have the void: it is not sent, or was rejected. */
function Waiting({ claim }: { readonly claim: Claim }) {
  const withdraw = useCommand("billing", "withdrawVoid");
  const run = async () => {
    const { claimId, version, number } = claim;
    if ((await withdraw.run({ claimId, version })).ok) say(`The void of claim ${number} is withdrawn.`);
  };
  return (
    <>
      <Notice tone="warn">
        {claim.status === "rejected"
          ? `${claim.payerName} rejected this void. Resubmit it, or withdraw it.`
          : `Sent, this voids what ${claim.payerName} has as ${claim.payerClaimNumber}. It says what was sent before.`}
      </Notice>
      {withdraw.error && <Notice tone="danger">{describeError(withdraw.error)}</Notice>}
      <Button
        size="xs"
        variant="default"
        style={{ alignSelf: "flex-start" }}
        loading={withdraw.pending}
        onClick={() => void run()}
      >
        Withdraw void
      </Button>
    </>
  );
}

/** The payer has voided it: somebody says who pays instead. */
function OpenMoney({ claim }: { readonly claim: Claim }) {
  const anew = useCommand("billing", "correctClaim");
  const run = async () => {
    const { claimId, version, number } = claim;
    if ((await anew.run({ claimId, version })).ok) say(`Claim ${number} is open as a new claim.`);
  };
  return (
    <>
      <Notice tone="warn">
        {claim.payerName} has voided it, and its charges are open. Bill it as a new claim, or move the balance or void
        the charges in the patient&apos;s account.
      </Notice>
      {anew.error && <Notice tone="danger">{describeError(anew.error)}</Notice>}
      <div className="m-row">
        <Button size="xs" loading={anew.pending} onClick={() => void run()}>
          Bill as a new claim
        </Button>
        <Button size="xs" variant="default" component={Link} to={`/p/${claim.patientId}/ledger`}>
          To the account
        </Button>
      </div>
    </>
  );
}
