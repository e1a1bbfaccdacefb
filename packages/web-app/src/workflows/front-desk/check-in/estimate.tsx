import { Button, Group, Modal } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Estimate } from "@practicum/contracts/billing/estimates";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconPrinter } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { Letterhead } from "../../../shell/letterhead.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { AddService, ServicesTable, useServices, type Service } from "./services.tsx";
import "../insurance/insurance.css";

interface Props {
  readonly visit: Appointment;
  readonly onIssued: (estimate: Estimate) => void;
}

/** What the visit will cost who pays alone: services of the fee schedule, a total, a paper. */
export function EstimateForm({ visit, onIssued }: Props) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const issue = useCommand("billing", "issueEstimate");
  const { prices, pending, usual } = useServices(visit);
  const [draft, setLines, clear, kept] = useDraft<readonly Service[] | null>(`estimate:${visit.appointmentId}`, null);
  const lines = draft ?? usual;
  if (prices.isError)
    return <Notice tone="warn">The fee schedule could not be loaded. {errorText(prices.error)}</Notice>;
  if (!prices.data || pending) return <LoadingState rows={2} />;
  const of = (code: string) => prices.data.find((one) => one.code === code);
  const total = lines.reduce((sum, line) => sum + (of(line.code)?.price ?? 0) * line.units, 0);
  const submit = async () => {
    if (lines.length === 0 || issue.pending) return;
    const result = await issue.run({
      estimateId: kept.recordId,
      patientId: visit.patientId,
      appointmentId: visit.appointmentId,
      serviceDate: visit.date,
      providerStaffId: visit.providerStaffId,
      reason: visit.reason,
      lines: [...lines],
    });
    if (!result.ok) {
      if (result.error.code === "already-recorded") clear();
      return;
    }
    clear();
    await client.invalidateQueries(trpc.billing.listEstimates.pathFilter());
    onIssued(result.value);
  };
  return (
    <>
      <RestoredNotice small draft={kept} />
      <ServicesTable label="Services of the estimate" lines={lines} prices={prices.data} onChange={setLines} />
      <Group gap="xs" align="flex-end" mt="xs">
        <AddService lines={lines} prices={prices.data} onChange={setLines} />
        <Button size="sm" loading={issue.pending} disabled={lines.length === 0} onClick={() => void submit()}>
          Give estimate of {formatCents(total)}
        </Button>
      </Group>
      {issue.error && <Notice tone="danger">{describeError(issue.error)}</Notice>}
    </>
  );
}

/** The estimate on screen and on paper: the printer sees nothing else. */
export function EstimateModal({
  estimate,
  onClose,
}: {
  readonly estimate: Estimate | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened={estimate !== null} onClose={onClose} title="Good-faith estimate" size="lg" className="w-print-only">
      {estimate && <EstimatePaper estimate={estimate} onClose={onClose} />}
    </Modal>
  );
}

function EstimatePaper({ estimate, onClose }: { readonly estimate: Estimate; readonly onClose: () => void }) {
  const { patientId, patientName: name, birthDate } = estimate;
  usePaper({ kind: "printEstimate", patient: { patientId, name, birthDate } });
  return (
    <>
      <Letterhead taxId />
      <dl className="w-facts" style={{ margin: "12px 0" }}>
        <dt>Estimate</dt>
        <dd>
          {estimate.number}, given {formatDate(estimate.issuedOn)}
        </dd>
        <dt>Patient</dt>
        <dd>
          {formatName(estimate.patientName)}, born {formatDate(estimate.birthDate)}
        </dd>
        <dt>Date of service</dt>
        <dd>{formatDate(estimate.serviceDate)}</dd>
        <dt>Provider</dt>
        <dd>
          {estimate.providerName}
          {estimate.providerNpi ? `, NPI ${estimate.providerNpi}` : ""}
        </dd>
        {estimate.reason && (
          <>
            <dt>Reason for visit</dt>
            <dd>{estimate.reason}</dd>
          </>
        )}
      </dl>
      <table className="n-estimate" aria-label="What the estimate is made of">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col" data-money>
              Units
            </th>
            <th scope="col" data-money>
              Expected charge
            </th>
          </tr>
        </thead>
        <tbody>
          {estimate.lines.map((line) => (
            <tr key={line.code}>
              <td>
                {line.code} {line.label}
              </td>
              <td data-money>{line.units}</td>
              <td data-money>{formatCents(line.amount)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={2}>
              Total
            </th>
            <td data-money>
              <strong>{formatCents(estimate.total)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="n-small">
        This is what we expect this visit to cost without insurance, from what is known today. The provider decides in
        the visit what is needed; other services may be added, and those of a laboratory or another practice are not in
        it. It is no contract, and you need not have the services from us. If we bill you $400.00 or more above this
        estimate, you may dispute the bill with the federal patient-provider dispute resolution within 120 days of it.
        Keep this paper.
      </p>
      <Group justify="flex-end" className="p-no-print">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button data-autofocus leftSection={<IconPrinter size={16} />} onClick={() => print()}>
          Print
        </Button>
      </Group>
    </>
  );
}
