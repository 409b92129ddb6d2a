// The opinion itself: a few rules. Put your own here, or ask a model. The same episode must get the same scores, whenever it comes again.

const writes = /^(cancel|modify|return|exchange|book|update|send)_/;

/** @returns {{turnIndex: number, score: -1 | 0 | 1, reason: string}[]} One score for each agent turn, in order; at most one is −1. */
export function score(episode) {
  const demanded = new Set(episode.rollout.task.groundTruth.map(key));
  let deviation = null;
  return episode.turns.flatMap((turn, index) => {
    if (turn.role !== 'Agent') return [];
    if (deviation !== null) return [{ turnIndex: index, score: 0, reason: `follows from the deviation in turn ${deviation}` }];
    const answer = episode.turns[index + 1];
    const succeeded = answer?.role === 'Tool' && !answer.isError;
    if (turn.call && writes.test(turn.call.name) && succeeded && !demanded.has(key(turn.call))) {
      deviation = index;
      return [{ turnIndex: index, score: -1, reason: `nobody asked for ${turn.call.name}` }];
    }
    const minor = turn.isError ? 'the call cannot be parsed'
      : turn.call && !succeeded ? 'the call failed'
      : !turn.call && turn.text.trim() === '' ? 'the agent says nothing'
      : null;
    return [{ turnIndex: index, score: minor ? 0 : 1, reason: minor ?? 'correct' }];
  });
}

// Arguments in any order are the same call.
const key = (call) => JSON.stringify([call.name, Object.entries(call.arguments ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))]);
