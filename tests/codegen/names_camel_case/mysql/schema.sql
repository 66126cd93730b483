CREATE TABLE `Artist` (`ArtistId` INT PRIMARY KEY, `Name` NVARCHAR(120), `HTTPUrl` TEXT, `IS_ALIVE` BOOL, `BandType` ENUM('SoloArtist', 'Group'));
CREATE TABLE `Album` (
    `AlbumId` INT PRIMARY KEY,
    `Title` NVARCHAR(160) NOT NULL,
    `ArtistId` INT NOT NULL,
    CONSTRAINT `FK_AlbumArtistId` FOREIGN KEY (`ArtistId`) REFERENCES `Artist` (`ArtistId`) ON DELETE NO ACTION ON UPDATE NO ACTION
);
