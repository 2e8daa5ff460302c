"""What documents are understood and judged with: plugins, relations, lexicon, rules, as one configuration has them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dislint.config.options import ConfigError
from dislint.plugins import Registry, load_plugins, plugin_settings

if TYPE_CHECKING:
    from dislint.checks.packs import Relation
    from dislint.claims.lexicon import Lexicon
    from dislint.comparing.packs import Comparisons
    from dislint.config.configuration import Config
    from dislint.domain.domain import Domain
    from dislint.rule.rules import Rule


class Knowledge:
    """What the plugins and the user's own files say, each part loaded when first needed.

    ``registry`` stands for the installed plugins where it is given. Raises ConfigError where a file of the user's, or a
    setting of a plugin, is wrong.
    """

    def __init__(self, config: Config, registry: Registry | None = None) -> None:
        self._config = config
        self.registry = load_plugins(config.plugins) if registry is None else registry
        self._lexicons: dict[str, Lexicon] = {}

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations of all packs."""
        from dislint.checks.packs import PackError, load_packs

        try:
            return (*load_packs(self.registry.relations), *self.own_relations)
        except PackError as error:
            raise ConfigError(error.chinese, error.english) from error

    @cached_property
    def own_relations(self) -> tuple[Relation, ...]:
        """Those of the user's own packs, which speak of no table or column that there is not."""
        if not self._config.relations:
            return ()
        from dislint.checks.packs import PackError, check_places, load_packs

        try:
            own = load_packs(self._config.relations)
            check_places(own, self.domain.tables)
        except PackError as error:
            raise ConfigError(error.chinese, error.english) from error
        return own

    @cached_property
    def domain(self) -> Domain:
        """What the plugins say of tables, sections, sentences and disclosures."""
        from dislint.domain.domain import load_domain
        from dislint.domain.files import KnowledgeError

        try:
            return load_domain(*self.registry.knowledge)
        except KnowledgeError as error:
            raise ConfigError(error.chinese, error.english) from error

    @cached_property
    def comparisons(self) -> Comparisons:
        """What is known of figures in several documents."""
        from dislint.comparing.packs import load_comparisons
        from dislint.domain.files import KnowledgeError

        try:
            return load_comparisons(self.registry.comparisons)
        except KnowledgeError as error:
            raise ConfigError(error.chinese, error.english) from error

    @property
    def forms(self) -> tuple[Path, ...]:
        """The files of what publication requires: the user's own, else those of the plugins."""
        return self._config.requirements or self.registry.requirements

    def lexicon(self, kind: str) -> Lexicon:
        """The lexicon of the plugins and the user's own, for a kind of document."""
        if kind not in self._lexicons:
            self._lexicons[kind] = self._lexicon(kind)
        return self._lexicons[kind]

    def _lexicon(self, kind: str) -> Lexicon:
        from dislint.claims.lexicon import LexiconError, check_lexicon, load_lexicon

        try:
            for file in self._config.lexicon:
                check_lexicon(file)
            return load_lexicon((*self.registry.lexicon, *self._config.lexicon), kind)
        except LexiconError as error:
            raise ConfigError(error.chinese, error.english) from error

    @cached_property
    def rules(self) -> tuple[type[Rule], ...]:
        """The rules of plugins, then those that need no Python: of relations that no rule reports, of [[wording]]."""
        from dislint.rule.declared import rules_of

        rules = [*self.registry.rules, *rules_of(self.relations, tuple(rule.code for rule in self.registry.rules))]
        if self._config.wording:
            from dislint.rule.wording import wording_rules

            rules += wording_rules(self._config.wording)
        return tuple(rules)

    @cached_property
    def settings(self) -> tuple[tuple[str, Any], ...]:
        """The settings of plugins, by "plugin.key"."""
        return plugin_settings(self._config, self.registry)
