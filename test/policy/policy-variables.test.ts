import { templateParts } from '../../src/policy/policy-variables';
import { SymbolicText, Unknown } from '../../src/policy/symbolic-text';

const of = (text: string) => templateParts(SymbolicText.literal(text));

describe('templateParts', () => {
  test.each<[string, ReturnType<typeof templateParts>]>([
    ['arn:aws:s3:::b/*', ['arn:aws:s3:::b/*']],
    ['home/${aws:username}/*', ['home/', { variable: 'aws:username' }, '/*']],
    ['${aws:PrincipalTag/cost center}', [{ variable: 'aws:PrincipalTag/cost center' }]],
    ['${aws:PrincipalTag/team, \'company-wide\'}', [{ variable: 'aws:PrincipalTag/team', fallback: 'company-wide' }]],
    ['${ aws:username ,\'a } b\' }', [{ variable: 'aws:username', fallback: 'a } b' }]],
    ['${aws:username, \'\'}', [{ variable: 'aws:username', fallback: '' }]],
    ['${*}${?}${$}', [{ escaped: '*' }, { escaped: '?' }, { escaped: '$' }]],
    ['${a:b}${c:d}', [{ variable: 'a:b' }, { variable: 'c:d' }]],
  ])('%s is cut into its parts', (text, parts) => {
    expect(of(text)).toEqual(parts);
  });

  test.each(['${', '${}', '${ }', '${aws:username', '$aws:username}', '${a:b, c}', '${a:b, \'c}', '$', '${a:b, \'c\' d}'])('%s stays text', text => {
    expect(of(text)).toEqual([text]);
  });

  test('text that only begins like a variable does not hide the one in it', () => {
    expect(of('${x${aws:username}')).toEqual(['${x', { variable: 'aws:username' }]);
  });

  describe('with values that are not known', () => {
    const stage: Unknown = { name: 'Stage', shape: 'name' };

    test('they stay between the variables', () => {
      expect(templateParts(SymbolicText.of(['a/', stage, '/${aws:username}', stage]))).toEqual(['a/', stage, '/', { variable: 'aws:username' }, stage]);
    });

    test('a variable of which the name is not known can be anything', () => {
      expect(templateParts(SymbolicText.of(['a/${aws:PrincipalTag/', stage, '}/b']))).toEqual([
        'a/', { name: '${aws:PrincipalTag/<Stage>}', shape: 'any' }, '/b',
      ]);
    });
  });

  test.each([
    ['openings', '${'.repeat(200_000)],
    ['names without an end', '${a'.repeat(100_000)],
    ['defaults without an end', '${a,\''.repeat(50_000)],
    ['spaces', `\${${' '.repeat(200_000)}`],
  ])('very many %s take no time', (_, text) => {
    expect(of(text).length).toBeGreaterThan(0);
  }, 1_000);
});
