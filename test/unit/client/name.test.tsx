/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { RevealButton, useReveal } from '../../../client/elements/name.js';
import type { Result } from '../../../client/connection/live.js';
import type { Content } from '../../../src/sealed/content.js';
import { doing, fakeLive, madeUpPupil, NOW } from './fake-live.js';

const pupil = madeUpPupil();
let live: ReturnType<typeof fakeLive>;

function Name({ fetch = () => live.open('signal', 'teacher') }: { fetch?: () => Promise<Result<{ content: Content }>> }) {
  const reveal = useReveal(live, fetch, 20);
  return (
    <>
      <p>{reveal.content?.name}</p>
      <p>{reveal.code}</p>
      <RevealButton reveal={reveal} label="Toon naam" />
    </>
  );
}

const button = () => screen.getByRole('button');
const isShown = () => document.documentElement.outerHTML.includes(pupil.name);
const settle = () => doing(() => {});

beforeEach(() => {
  jest.useFakeTimers();
  live = fakeLive(pupil);
});

afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

async function show(): Promise<void> {
  render(<Name />);
  fireEvent.click(button());
  await settle();
  expect(isShown()).toBe(true);
}

test('[R-CLIENT-3] a name is not in the page, and not asked for, before somebody wants it', () => {
  render(<Name />);
  expect(isShown()).toBe(false);
  expect(live.open).not.toHaveBeenCalled();
});

test('one press shows it, the next hides it, and it can be asked for again', async () => {
  await show();
  fireEvent.click(button());
  await settle();
  expect(isShown()).toBe(false);
  fireEvent.click(button());
  await settle();
  expect(isShown()).toBe(true);
  expect(live.open).toHaveBeenCalledTimes(2);
});

describe('[R-CLIENT-3] it goes', () => {
  test('after so many seconds', async () => {
    await show();
    await doing(() => jest.advanceTimersByTime(19_999));
    expect(isShown()).toBe(true);
    await doing(() => jest.advanceTimersByTime(1));
    expect(isShown()).toBe(false);
  });

  test.each([
    ['at Esc', () => void fireEvent.keyDown(document.body, { key: 'Escape' })],
    ['when the window is left', () => void fireEvent.blur(window)],
    ['when the page is put away', () => void fireEvent(window, new Event('pagehide'))],
    ['when another tab is shown', () => hidePage()],
    ['when the connection is lost', () => void (live.status.value = { kind: 'lost', since: NOW })],
  ])('%s', async (_, leave) => {
    await show();
    await doing(leave);
    expect(isShown()).toBe(false);
  });
});

test('it is there for as long as it is held', async () => {
  render(<Name />);
  // jsdom has no pointer events.
  fireEvent(button(), new MouseEvent('pointerdown', { button: 0, bubbles: true }));
  await doing(() => jest.advanceTimersByTime(400));
  expect(isShown()).toBe(true);
  fireEvent(button(), new MouseEvent('pointerup', { bubbles: true }));
  fireEvent.click(button());
  await settle();
  expect(isShown()).toBe(false);
});

test('an answer that comes after it was hidden again shows nothing', async () => {
  let answer: (result: Result<{ content: Content }>) => void = () => {};
  render(<Name fetch={() => new Promise((resolve) => (answer = resolve))} />);
  fireEvent.click(button());
  fireEvent.keyDown(document.body, { key: 'Escape' });
  await doing(() => answer({ ok: true, content: pupil }));
  expect(isShown()).toBe(false);
});

test('a refusal is told', async () => {
  live.open.mockResolvedValue({ ok: false, code: 'taken' });
  render(<Name />);
  fireEvent.click(button());
  await settle();
  expect(screen.getByText('taken')).toBeTruthy();
});

function hidePage(): void {
  const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  fireEvent(document, new Event('visibilitychange'));
  hidden.mockRestore();
}
