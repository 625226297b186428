import { roles, withArticle } from './role.js';

describe('a role in a sentence', () => {
  it('has its article', () => {
    expect(roles.map(withArticle)).toEqual(['a viewer', 'an operator', 'an admin']);
  });
});
