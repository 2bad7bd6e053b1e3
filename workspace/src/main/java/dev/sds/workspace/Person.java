package dev.sds.workspace;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.UserConfig;

/** Who wrote a commit. */
record Person(String name, String email) {

  static final Person SDS = new Person("SDS", "sds@localhost");

  /** The person at this machine, as Git is configured to call them. */
  static Person of(Repository repository) {
    UserConfig config = repository.getConfig().get(UserConfig.KEY);
    String login = System.getProperty("user.name", "human");
    return new Person(
        config.isAuthorNameImplicit() ? login : config.getAuthorName(),
        config.isAuthorEmailImplicit() ? login + "@localhost" : config.getAuthorEmail());
  }

  PersonIdent at(Instant time) {
    return new PersonIdent(name, email, time, ZoneOffset.UTC);
  }

  @Override
  public String toString() {
    return name + " <" + email + ">";
  }
}
